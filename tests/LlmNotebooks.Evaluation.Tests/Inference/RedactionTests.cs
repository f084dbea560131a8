using LlmNotebooks.Inference;

namespace LlmNotebooks.Tests.Inference;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-abcDEF123456.", "Incorrect API key provided: [redacted].")]
    [InlineData("Authorization: Bearer abc.def-ghi, retry", "Authorization: Bearer [redacted], retry")]
    [InlineData("GET https://user:pass@host/v1 failed", "GET https://[redacted]@host/v1 failed")]
    [InlineData("GET https://host/v1?key=abc123&x=1 failed", "GET https://host/v1?key=[redacted]&x=1 failed")]
    [InlineData("x-api-key: abc123", "x-api-key: [redacted]")]
    [InlineData("AIzaSyA1234567890 is not valid", "[redacted] is not valid")]
    [InlineData("the skill was 12 tokens per second", "the skill was 12 tokens per second")]
    public void What_looks_like_a_key_goes(string text, string expected) => Assert.Equal(expected, Redaction.Redact(text, []));

    [Fact]
    public void A_known_secret_goes_whatever_it_looks_like() =>
        Assert.Equal("failed for [redacted] at host", Redaction.Redact("failed for plain-word at host", ["plain-word"]));

    [Fact]
    public void A_whole_page_is_shortened() => Assert.Equal(2001, Redaction.Redact(new string('x', 100_000), []).Length);
}
