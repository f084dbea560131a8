using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class CompactLettersTests
{
    private static readonly Gen<(string[] Models, (string A, string B)[] Different)> Pairs =
        from count in Gen.Int[1, 9]
        from pairs in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 30]
        select (Enumerable.Range(0, count).Select(i => $"m{i}").ToArray(), pairs.Where(pair => pair.Item1 != pair.Item2).Select(pair => ($"m{pair.Item1}", $"m{pair.Item2}")).ToArray());

    [Fact]
    public void A_chain_by_hand()
    {
        CompactLetters letters = CompactLetters.Of(["a", "b", "c", "d"], [("a", "c"), ("d", "a"), ("b", "d")]);

        Assert.Equal(["a", "ab", "bc", "c"], letters.Models.Select(model => letters[model]));
        Assert.Equal([["a", "b"], ["b", "c"], ["c", "d"]], letters.Groups);
    }

    // Piepho (2004): three treatments of which only the extremes differ get a, ab, b; without any difference all get a; with all, each its own.
    [Fact]
    public void The_plain_cases()
    {
        CompactLetters none = CompactLetters.Of(["x", "y", "z"], []), all = CompactLetters.Of(["x", "y", "z"], [("x", "y"), ("y", "z"), ("x", "z")]), ends = CompactLetters.Of(["x", "y", "z"], [("x", "z")]);

        Assert.Equal(["a", "a", "a"], none.Models.Select(model => none[model]));
        Assert.Equal(["a", "b", "c"], all.Models.Select(model => all[model]));
        Assert.Equal(["a", "ab", "b"], ends.Models.Select(model => ends[model]));
        Assert.Empty(CompactLetters.Of([], []).Groups);
    }

    [Fact]
    public void More_than_26_groups_have_letters_too()
    {
        string[] models = [.. Enumerable.Range(0, 60).Select(i => $"m{i}")];

        CompactLetters letters = CompactLetters.Of(models, models.SelectMany((a, i) => models.Skip(i + 1).Select(b => (a, b))));

        Assert.Equal(("a", "z", "A", "Z", "(53)"), (letters["m0"], letters["m25"], letters["m26"], letters["m51"], letters["m52"]));
    }

    [Fact]
    public void Two_share_a_letter_if_and_only_if_they_do_not_differ() => Pairs.Sample((models, different) =>
    {
        CompactLetters letters = CompactLetters.Of(models, different);
        HashSet<(string, string)> apart = [.. different, .. different.Select(pair => (pair.B, pair.A))];
        return models.All(a => models.All(b => letters[a].Intersect(letters[b]).Any() != apart.Contains((a, b))))
            && letters.Groups.All(group => !letters.Groups.Any(other => !ReferenceEquals(group, other) && group.All(other.Contains)));
    });

    [Fact]
    public void The_order_of_the_pairs_changes_nothing() => Pairs.Sample((models, different) =>
        CompactLetters.Of(models, different).Groups.Select(group => string.Join(' ', group)).SequenceEqual(
            CompactLetters.Of(models, different.Reverse().Select(pair => (pair.B, pair.A))).Groups.Select(group => string.Join(' ', group)), StringComparer.Ordinal));

    [Fact]
    public void Mistakes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CompactLetters.Of(["a", "a"], []));
        Assert.Throws<ArgumentException>(() => CompactLetters.Of(["a", "b"], [("a", "c")]));
        Assert.Throws<ArgumentException>(() => CompactLetters.Of(["a", "b"], [("a", "a")]));
        Assert.Throws<ArgumentException>(() => CompactLetters.Of(["a", "b"], [])["c"]);
    }
}
