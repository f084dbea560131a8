using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class TextMatchTests
{
    // As grep -w, and \b of regular expressions, tell words.
    [Theory]
    [InlineData("The cat sat.", "cat", 1)]
    [InlineData("concatenate", "cat", 0)]
    [InlineData("concatenate the cat", "cat", 1)]
    [InlineData("cat_1", "cat", 0)]
    [InlineData("a C++ compiler", "C++", 1)]
    [InlineData("caf\u00e9s", "caf\u00e9", 0)]
    [InlineData("12", "1", 0)]
    [InlineData("the New York Times", "New York", 1)]
    public async Task Whole_words_may_be_asked_for(string answer, string reference, double score)
    {
        Assert.Equal(score, (await new Contains { WholeWords = true }.ScoreAsync(answer, reference)).Value);
        Assert.Equal(1, (await new Contains().ScoreAsync(answer, reference)).Value);
    }

    // Unicode Standard Annex 15, figures 3 to 6: canonical and compatibility composition.
    [Theory]
    [InlineData(TextForm.Nfc, "e\u0301", "\u00e9", 1)]
    [InlineData(TextForm.None, "e\u0301", "\u00e9", 0)]
    [InlineData(TextForm.Nfc, "\ufb01", "fi", 0)]
    [InlineData(TextForm.Nfkc, "\ufb01", "fi", 1)]
    [InlineData(TextForm.Nfkc, "2\u2075", "25", 1)]
    public async Task The_normal_form_may_be_chosen(TextForm form, string answer, string reference, double score)
    {
        Assert.Equal(score, (await new ExactMatch { Form = form }.ScoreAsync(answer, reference)).Value);
        Assert.Equal(score, (await new Contains { Form = form }.ScoreAsync(answer, reference)).Value);
    }

    [Fact]
    public void What_is_the_default_leaves_the_identity_as_it_was()
    {
        Assert.Equal("contains 1 {\"ignore_case\":false,\"trim\":true}", new Contains().Info.Identity);
        Assert.Equal("contains 1 {\"ignore_case\":false,\"normalize\":\"nfkc\",\"trim\":true,\"whole_words\":true}", new Contains { WholeWords = true, Form = TextForm.Nfkc }.Info.Identity);
    }

    [Theory]
    [InlineData("56", "56", 1)]
    [InlineData("56", " 56\n", 1)]
    [InlineData("56", "56.", 0)]
    [InlineData("Paris", "paris", 0)]
    [InlineData("caf\u00e9", "cafe\u0301", 1)]
    [InlineData("a\ud800", "a\ud800", 1)]
    [InlineData("", "", 1)]
    [InlineData("x", "", 0)]
    public async Task Exact_match_is_the_target_but_for_white_space_around_it(string target, string answer, double expected) =>
        Assert.Equal(expected, (await ScoreAsync(new ExactMatch(), target, answer)).Value);

    [Fact]
    public async Task Exact_match_can_keep_white_space_and_ignore_case()
    {
        Assert.Equal(0, (await ScoreAsync(new ExactMatch { Trim = false }, "56", "56 ")).Value);
        Assert.Equal(1, (await ScoreAsync(new ExactMatch { IgnoreCase = true }, "Paris", "pARIS")).Value);
    }

    [Theory]
    [InlineData("Paris", "It is Paris.", 1)]
    [InlineData(" Paris ", "It is Paris.", 1)]
    [InlineData("paris", "It is Paris.", 0)]
    [InlineData("It is Paris.", "Paris", 0)]
    [InlineData("caf\u00e9", "the cafe\u0301 there", 1)]
    public async Task Contains_finds_the_target_in_the_answer(string target, string answer, double expected) =>
        Assert.Equal(expected, (await ScoreAsync(new Contains(), target, answer)).Value);

    [Fact]
    public async Task Contains_can_ignore_case() =>
        Assert.Equal(1, (await ScoreAsync(new Contains { IgnoreCase = true }, "paris", "It is Paris.")).Value);

    [Fact]
    public async Task Without_a_target_the_score_is_missing_with_a_reason()
    {
        Assert.Equal("the sample has no target", (await ScoreAsync(new ExactMatch(), null, "x")).Reason);
        Assert.Null((await ScoreAsync(new Contains(), null, "x")).Value);
        Assert.Contains("empty", (await ScoreAsync(new Contains(), " ", "x")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_score_is_finite(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => Score.Of(value));

    [Fact]
    public void A_missing_score_has_a_reason() => Assert.Throws<ArgumentException>(() => Score.Missing(" "));

    private static ValueTask<Score> ScoreAsync(IMetric metric, string? target, string answer) =>
        metric.ScoreAsync(new Sample("s", "q") { Target = target }, answer, TestContext.Current.CancellationToken);
}
