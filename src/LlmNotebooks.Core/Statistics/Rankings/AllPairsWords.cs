using System.Globalization;

namespace LlmNotebooks.Statistics;

/// <summary>Writes an <see cref="AllPairsComparison"/> as sentences, all numbers from the comparison itself.</summary>
internal static class AllPairsWords
{
    // Up to so many models, each has its own place in the sentences; of more, their standing to the first.
    private const int Few = 8;

    private const int LongestList = 6;

    public static string Of(AllPairsComparison comparison)
    {
        ComparedModel[] models = [.. comparison.Models.Where(model => model.Mean is not null)];
        List<string> sentences = [];
        if (models.Length >= 2)
        {
            sentences.Add(First(comparison, models));
            sentences.AddRange(models.Length <= Few ? Everyone(comparison, models) : AgainstFirst(comparison, models));
            sentences.AddRange(Basis(comparison));
        }

        sentences.AddRange(Missing(comparison, models));
        return string.Join(' ', sentences);
    }

    private static string First(AllPairsComparison comparison, ComparedModel[] models)
    {
        ComparedModel first = models[0];
        string mean = Invariant($"mean {first.Mean:0.0000} over {Count(first.Estimate.Items, "item")}");
        if (first.Place is not { } place) { return $"{first.Name} has the {Superlative(comparison)} mean ({mean}), and there is no ranking: {comparison.Ranking.Reason}."; }
        string sure = Invariant($"{mean}, P(best) {place.ProbabilityBest:0.00}, {Rank(place.RankInterval)}");
        string[] tied = [.. models.Skip(1).Where(model => model.Place!.Rank == place.Rank).Select(model => model.Name)];
        return tied.Length > 0 ? $"{List([first.Name, .. tied])} share the {Superlative(comparison)} mean ({sure} for each)."
            : comparison.Pairs.All(pair => pair.A != first.Name || pair.Verdict == ComparisonVerdict.ABetter) ? $"{first.Name} is the best ({sure})."
            : $"{first.Name} has the {Superlative(comparison)} mean ({sure}).";
    }

    private static IEnumerable<string> Everyone(AllPairsComparison comparison, ComparedModel[] models)
    {
        if (comparison.Pairs.All(pair => !pair.ToldApart))
        {
            yield return models.Length == 2 ? $"{List([.. models.Select(model => model.Name)])} cannot be told apart." : $"None of the {models.Length} can be told from another.";
            yield break;
        }

        foreach (IReadOnlyList<string> group in comparison.Letters.Groups.Where(group => group.Count > 1)) { yield return $"{List(group)} cannot be told apart."; }
        ILookup<string, string> worseThan = comparison.Pairs.Where(pair => pair.ToldApart)
            .ToLookup(pair => pair.Better == pair.A ? pair.B : pair.A, pair => pair.Better!, StringComparer.Ordinal);
        foreach (IGrouping<string, string> alike in models.Where(model => worseThan.Contains(model.Name)).Select(model => model.Name).GroupBy(name => string.Join('\n', worseThan[name]), StringComparer.Ordinal))
        {
            string[] worse = [.. alike], better = [.. models.Select(model => model.Name).Where(worseThan[worse[0]].Contains)];
            bool first = better.Length > 2 && models.Take(better.Length).All(model => worseThan[worse[0]].Contains(model.Name, StringComparer.Ordinal));
            yield return $"{List(worse)} {(worse.Length == 1 ? "is" : "are")} worse than {(first ? $"the first {better.Length}" : List(better))}.";
        }
    }

    private static IEnumerable<string> AgainstFirst(AllPairsComparison comparison, ComparedModel[] models)
    {
        string first = models[0].Name;
        ModelPair[] pairs = [.. comparison.Pairs.Where(pair => pair.A == first)];
        string[] open = [.. pairs.Where(pair => !pair.ToldApart).Select(pair => pair.B)], worse = [.. pairs.Where(pair => pair.Better == first).Select(pair => pair.B)], better = [.. pairs.Where(pair => pair.Better == pair.B).Select(pair => pair.B)];
        if (open.Length > 0) { yield return $"Not told from it: {List(open)}."; }
        if (worse.Length > 0) { yield return $"Worse than it: {(open.Length + better.Length == 0 ? $"all {worse.Length} others" : List(worse))}."; }
        if (better.Length > 0) { yield return $"Better than it on the items that the two have in common: {List(better)}."; }
        yield return $"Of all {Count(comparison.Pairs.Count, "pair")}, {comparison.Pairs.Count(pair => pair.ToldApart)} are told apart.";
    }

    private static IEnumerable<string> Basis(AllPairsComparison comparison)
    {
        string level = Invariant($"{100 * comparison.Confidence:0.###}%");
        string open = comparison.Pairs.Any(pair => !pair.ToldApart) ? "; not told apart does not mean equal, only that these items do not decide" : "";
        yield return comparison.Pairs.Count == 1 ? $"Judged at {level}{open}." : $"The {comparison.Pairs.Count} pairs are judged together at {level}, by Holm{open}.";
        foreach (IGrouping<string, ModelPair> alike in comparison.Pairs.Where(pair => pair.P is null).GroupBy(pair => pair.Reason ?? "", StringComparer.Ordinal))
        {
            yield return $"Without a test: {List([.. alike.Select(Name)])} ({alike.Key}).";
        }

        ModelPair[] alikes = [.. comparison.Pairs.Where(pair => pair.Comparison.SignP is not null)];
        if (alikes.Length > 2) { yield return $"In {alikes.Length} pairs every cluster differs by the same, and the sign test decides: {List([.. alikes.Select(Name)])}."; }
        else { foreach (ModelPair pair in alikes) { yield return $"{Name(pair)}: {pair.Reason}."; } }
    }

    private static IEnumerable<string> Missing(AllPairsComparison comparison, ComparedModel[] models)
    {
        if (models.Length < 2) { yield return $"Nothing can be compared: {comparison.Ranking.Reason}."; }
        int left = comparison.Ranking.LeftOut.Count;
        if (left > 0 && comparison.Ranking.Items > 0)
        {
            yield return $"{Count(left, "item")} of {left + comparison.Ranking.Items} {(left == 1 ? "is" : "are")} left out of means and ranks because a model has no score for {(left == 1 ? "it" : "them")}; each pair is compared on the items that both have.";
        }

        string[] empty = [.. comparison.Models.Where(model => model.Mean is null).Select(model => model.Name)];
        if (empty.Length > 0 && models.Length > 0) { yield return $"Without any score, so neither ranked nor compared: {List(empty)}."; }
    }

    private static string Name(ModelPair pair) => $"{pair.A} − {pair.B}";

    private static string Rank(Interval interval) => interval.Lower == interval.Upper
        ? Invariant($"rank {interval.Lower:0.#}")
        : Invariant($"rank {interval.Lower:0.#} to {interval.Upper:0.#}");

    private static string Count(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        <= LongestList + 2 => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
        _ => $"{string.Join(", ", names.Take(LongestList))} and {names.Count - LongestList} more",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Superlative(AllPairsComparison comparison) => comparison.LowerIsBetter ? "lowest" : "highest";
}
