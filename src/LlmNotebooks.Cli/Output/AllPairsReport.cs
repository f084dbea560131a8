using System.Globalization;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Output;

/// <summary>A comparison of all models for people and for machines.</summary>
internal static class AllPairsReport
{
    private const int NamedPairs = 6;

    /// <summary>The comparison as one JSON value; what cannot be computed is null, and <c>reason</c> says why.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="note">What is to be known of the data; null for nothing.</param>
    public static object Json(AllPairsComparison comparison, string? note = null) => new
    {
        Models = comparison.Models.Select(model => new
        {
            Model = model.Name,
            model.Place?.Rank,
            model.Mean,
            model.Estimate.Se,
            CiLow = model.Estimate.Interval?.Lower,
            CiHigh = model.Estimate.Interval?.Upper,
            RankLow = model.Place?.RankInterval.Lower,
            RankHigh = model.Place?.RankInterval.Upper,
            model.Place?.ExpectedRank,
            BestProbability = model.Place?.ProbabilityBest,
            Group = model.Letters,
            model.Estimate.Items,
            model.Estimate.Clusters,
            LeftOut = model.LeftOut.Count,
            model.Missing,
        }),
        Pairs = comparison.Pairs.Select(pair => new
        {
            pair.A,
            pair.B,
            pair.Comparison.Items,
            pair.Comparison.Clusters,
            pair.Comparison.Difference,
            pair.Comparison.SePaired,
            CiLow = pair.SimultaneousInterval?.Lower,
            CiHigh = pair.SimultaneousInterval?.Upper,
            pair.P,
            pair.PHolm,
            pair.ToldApart,
            pair.Verdict,
            pair.Reason,
        }),
        Groups = comparison.Letters.Groups,
        comparison.Confidence,
        comparison.PairConfidence,
        comparison.Ranking.Items,
        comparison.Ranking.Clusters,
        comparison.Ranking.LeftOut,
        comparison.Ranking.Resamples,
        comparison.Ranking.Seed,
        comparison.Ranking.Reason,
        comparison.Words,
        Note = note,
    };

    /// <summary>The ranking, the pairs and the words.</summary>
    public static void Write(AllPairsComparison comparison, TextWriter output)
    {
        TextTable ranking = new TextTable().Number("rank").Text("model").Number("mean").Text("interval").Text("ranks").Number("P(best)").Text("group").Number("items").Number("left out").Number("missing");
        foreach (ComparedModel model in comparison.Models)
        {
            ranking.Row(
                Rank(model.Place?.Rank), model.Name, TextTable.Fixed(model.Mean, 4), Bounds(model.Estimate.Interval), Ranks(model.Place?.RankInterval), TextTable.Fixed(model.Place?.ProbabilityBest, 3), model.Letters,
                TextTable.Whole(model.Estimate.Items), TextTable.Whole(model.LeftOut.Count), TextTable.Whole(model.Missing));
        }

        ranking.Write(output);
        if (comparison.Pairs.Count > 0)
        {
            TextTable pairs = new TextTable().Text("A").Text("B").Number("A − B").Text($"interval, all at {(100 * comparison.Confidence).ToString("0.###", CultureInfo.InvariantCulture)}%").Number("p").Number("p (Holm)").Text("");
            foreach (ModelPair pair in comparison.Pairs)
            {
                pairs.Row(pair.A, pair.B, TextTable.Fixed(pair.Comparison.Items > 0 ? pair.Comparison.Difference : null, 4), Bounds(pair.SimultaneousInterval), P(pair.P), P(pair.PHolm), Verdict(pair));
            }

            pairs.Write(output);
        }

        ModelPair[] sharper = [.. comparison.Pairs.Where(pair => pair.ToldApart && pair.SimultaneousInterval?.Contains(0) == true)];
        if (sharper.Length > 0)
        {
            string names = string.Join(", ", sharper.Take(NamedPairs).Select(pair => $"{pair.A} − {pair.B}")) + (sharper.Length > NamedPairs ? $" and {sharper.Length - NamedPairs} more" : "");
            output.WriteLine($"Note: told apart although the interval contains 0: {names}. Verdicts go by Holm's p, which finds more than these intervals (Bonferroni's); both hold for all pairs together.");
        }

        output.WriteLine(comparison.Words);
    }

    private static string Verdict(ModelPair pair) => pair switch
    {
        { ToldApart: true } => $"{pair.Better} is better",
        { P: null } => $"not told apart: {pair.Reason}",
        _ => "not told apart",
    };

    private static string? P(double? p) => p < 0.00005 ? "<0.0001" : TextTable.Fixed(p, 4);

    private static string? Bounds(Interval? interval) => interval is { } known ? $"{TextTable.Fixed(known.Lower, 4)} to {TextTable.Fixed(known.Upper, 4)}" : null;

    private static string? Ranks(Interval? interval) => interval is { } known ? $"{Rank(known.Lower)} to {Rank(known.Upper)}" : null;

    private static string? Rank(double? rank) => rank?.ToString("0.#", CultureInfo.InvariantCulture);
}
