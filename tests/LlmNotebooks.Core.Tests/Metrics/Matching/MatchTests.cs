using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class MatchTests
{
    [Fact]
    public async Task Any_reference_is_enough()
    {
        Assert.Equal(1, (await new ExactMatch().ScoreAsync("two", "one", "two")).Value);
        Assert.Equal(1, (await new Contains().ScoreAsync("one and three", "two", "three")).Value);
        Assert.Equal(1, (await new Contains().ScoreAsync("one", "", "one")).Value);
        Assert.Equal(1, (await new SquadExactMatch().ScoreAsync("The Answer!", "other", "answer")).Value);
        Assert.Equal(1, (await new Levenshtein().ScoreAsync("two", "one", "two")).Value);
        Assert.Equal(1, (await new Jaccard().ScoreAsync("two", "one", "two")).Value);
    }

    [Fact]
    public async Task White_space_may_be_collapsed()
    {
        Assert.Equal(0, (await new ExactMatch().ScoreAsync("a  b", "a b")).Value);
        Assert.Equal(1, (await new ExactMatch { CollapseWhiteSpace = true }.ScoreAsync(" a\n\u00a0b ", "a b")).Value);
    }

    [Fact]
    public async Task All_references_may_be_asked_for()
    {
        Score score = await new Contains { All = true }.ScoreAsync("one and three", "one", "two", "three");

        Assert.Equal(0, score.Value);
        Assert.Contains("'two'", score.Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await new Contains { All = true }.ScoreAsync("one and three", "one", "three")).Value);
        Assert.Equal("contains-all", new Contains { All = true }.Info.Name);
    }

    // By hand after the official evaluate-v1.1.py: lower case, string.punctuation out, \b(a|an|the)\b to a space, white space collapsed.
    [Theory]
    [InlineData("The  Answer, an apple-pie.", "answer applepie")]
    [InlineData("theory another a_the", "theory another athe")]
    [InlineData("caf\u00e9 \u2014the\u2014 x", "caf\u00e9 \u2014 \u2014 x")]
    [InlineData("\u0130 \u039f\u0394\u039f\u03a3 a", "i\u0307 \u03bf\u03b4\u03bf\u03c2")]
    [InlineData("the", "")]
    public void SQuADs_normalisation(string text, string expected) => Assert.Equal(expected, SquadExactMatch.Normalize(text));

    [Fact]
    public async Task Regular_expressions_are_of_the_metric_or_of_the_sample()
    {
        Assert.Equal(1, (await new RegexMatch(@"^\d+$").ScoreAsync("42")).Value);
        Assert.Equal(0, (await new RegexMatch(@"^\d+$").ScoreAsync("x42")).Value);
        Assert.Equal(1, (await new RegexMatch("YES", ignoreCase: true).ScoreAsync("yes")).Value);
        Assert.Equal(1, (await new RegexMatch().ScoreAsync("42 apples", "pears", @"\d+ app")).Value);
        Assert.Equal("is-number", new RegexMatch("x") { Name = "is-number" }.Info.Name);
        Assert.Equal("the sample has no target", (await new RegexMatch().ScoreAsync("x")).Reason);
        Assert.Contains("no regular expression", (await new RegexMatch().ScoreAsync("x", "(")).Reason, StringComparison.Ordinal);
        Assert.Contains("empty", (await new RegexMatch().ScoreAsync("x", "")).Reason, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => new RegexMatch("("));
        Assert.Throws<ArgumentException>(() => new RegexMatch(""));
    }

    [Fact]
    public async Task A_pattern_that_explodes_is_linear_or_given_up_and_then_missing()
    {
        string trap = new string('a', 40) + "!";

        Assert.Equal(0, (await new RegexMatch("^(a+)+$").ScoreAsync(trap)).Value);
        Assert.Contains("given up", (await new RegexMatch(@"^(a+)+\1(?=$)$").ScoreAsync(trap)).Reason, StringComparison.Ordinal);
    }

    // By hand: {the, cat, sat.} and {the, cat, ran} share 2 of 4; nothing and nothing 0 by definition.
    [Theory]
    [InlineData("The cat sat.", "the cat the ran", 0.5)]
    [InlineData("", "", 0)]
    [InlineData("a", "", 0)]
    [InlineData("A b", "b  a", 1)]
    public void Jaccard_counts_different_words(string a, string b, double expected) => Assert.Equal(expected, Jaccard.Similarity(a, b));

    // kitten, sitting: Wagner and Fischer's example as told everywhere, 3; the others by hand. A character is a code point, so that an emoji is one and e with a mark of its own two.
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("\U0001F600", "\U0001F601", 1)]
    [InlineData("\u00e9", "e\u0301", 2)]
    public void Levenshtein_counts_characters(string a, string b, int expected) => Assert.Equal(expected, Levenshtein.Distance(a, b));

    [Fact]
    public void Halves_of_characters_count_as_themselves() => Assert.Equal(1, Levenshtein.Distance("x\ud800", "x\ud801"));

    [Fact]
    public void Two_empty_texts_are_the_same()
    {
        Assert.Equal(1, Levenshtein.Similarity("", ""));
        Assert.Equal(1, TokenF1.Overlap("", "the").F1);
        Assert.Equal(0, TokenF1.Overlap("", "word").F1);
    }
}
