using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class JsonEqualityTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": [true, null]}""", """{"b":[true,null],"a":1.0}""", 1)]
    [InlineData("""{"a": 1e2}""", """{"a":100}""", 1)]
    [InlineData("\"caf\\u00e9\"", "\"café\"", 1)]
    [InlineData("[1, 2]", "[2, 1]", 0)]
    [InlineData("""{"a": 1}""", """{"a":"1"}""", 0)]
    [InlineData("""{"a": 1}""", """{"a":1,"b":2}""", 0)]
    [InlineData("1.0000000000000000000000001", "1", 0)]
    [InlineData("```json\n{\"a\": 1}\n```", """{"a":1}""", 1)]
    [InlineData("```\n{\"a\": 1}\n```\n", """{"a":1}""", 1)]
    public async Task Values_are_compared_and_not_their_text(string answer, string reference, double expected) =>
        Assert.Equal(expected, (await new JsonEquality().ScoreAsync(answer, reference)).Value);

    [Theory]
    [InlineData("""{"a": {"b": [1, 3]}}""", """{"a":{"b":[1,2]}}""", "$.a.b[1]: 3 is not 2")]
    [InlineData("""{}""", """{"a":1}""", "$.a is not there")]
    [InlineData("""{"a": 1}""", """{}""", "$.a should not be there")]
    [InlineData("[1]", "[]", "1 items instead of 0")]
    [InlineData("not json", "{}", "the answer is no JSON")]
    [InlineData("""{"a": 1, "a": 1}""", """{"a":1}""", "the answer is no JSON")]
    public async Task The_reason_is_the_first_difference(string answer, string reference, string reason)
    {
        Score score = await new JsonEquality().ScoreAsync(answer, reference);

        Assert.Equal(0, score.Value);
        Assert.Contains(reason, score.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_may_differ_by_a_tolerance_and_a_target_that_is_no_JSON_is_missing()
    {
        Assert.Equal(1, (await new JsonEquality { Tolerance = 0.01 }.ScoreAsync("[1.005]", "[1]")).Value);
        Assert.Equal(1, (await new JsonEquality { Tolerance = 0.1 }.ScoreAsync("[41.9]", "[42]")).Value);
        Assert.Equal(0, (await new JsonEquality { Tolerance = 0.001 }.ScoreAsync("[1.005]", "[1]")).Value);
        Assert.Equal(0, (await new JsonEquality { StripCodeFence = false }.ScoreAsync("```json\n1\n```", "1")).Value);
        Assert.Equal(1, (await new JsonEquality().ScoreAsync("1", "broken", "1")).Value);
        Assert.Contains("the target is no JSON", (await new JsonEquality().ScoreAsync("1", "broken")).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonEquality { Tolerance = double.PositiveInfinity });
    }
}
