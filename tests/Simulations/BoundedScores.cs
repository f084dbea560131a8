using System.Globalization;
using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>Scores from 0 to 1 in clusters or repetitions, with a mean that is known.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Mean">The true mean.</param>
/// <param name="Clusters">How many clusters.</param>
/// <param name="Draw">Draws all observations of a run.</param>
internal sealed record BoundedScores(string Name, double Mean, int Clusters, Func<Draws, List<ItemScore>> Draw)
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 3_000).Select(i => $"i{i:0000}")];

    /// <summary>Right and wrong answers: each cluster has its own rate, from a beta distribution about the mean.</summary>
    /// <param name="rate">The mean.</param>
    /// <param name="icc">Correlation of two answers of a cluster; 0 for none.</param>
    /// <param name="clusters">How many.</param>
    /// <param name="size">Items of each; null for 1 to 10, drawn.</param>
    public static BoundedScores Answers(double rate, double icc, int clusters, int? size) =>
        Answers(rate, icc, clusters, size?.ToString(CultureInfo.InvariantCulture) ?? "1 to 10", draws => size ?? 1 + draws.Below(10));

    /// <summary>Right and wrong answers, of which a fifth of the clusters have nearly all: 10 to 20 items, where the others have 1 or 2.</summary>
    public static BoundedScores Lopsided(double rate, double icc, int clusters) =>
        Answers(rate, icc, clusters, "1 or 2, a fifth of 10 to 20", draws => draws.Uniform() < 0.8 ? 1 + draws.Below(2) : 10 + draws.Below(11));

    /// <summary>Right and wrong answers to items that are asked several times, each of its own difficulty.</summary>
    public static BoundedScores Repeated(double rate, double icc, int items, int repetitions) => new($"{items} items, {repetitions} repetitions, correlation {icc}, rate {rate}", rate, items, draws =>
    {
        List<ItemScore> scores = [];
        for (int item = 0; item < items; item++)
        {
            double own = Rate(draws, rate, icc);
            for (int i = 0; i < repetitions; i++) { scores.Add(new ItemScore(Names[item], draws.Uniform() < own ? 1 : 0)); }
        }

        return scores;
    });

    /// <summary>Graded scores; two of a cluster are the same with a probability of the correlation.</summary>
    public static BoundedScores Graded(string name, double mean, Func<Draws, double> score, double icc, int clusters, int size) => new($"{name}, {clusters} clusters of {size}, correlation {icc}", mean, clusters, draws =>
    {
        List<ItemScore> scores = [];
        double shared = Math.Sqrt(icc);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double own = score(draws);
            for (int i = 0; i < size; i++) { scores.Add(new ItemScore(Names[scores.Count], draws.Uniform() < shared ? own : score(draws), Names[cluster])); }
        }

        return scores;
    });

    private static double Rate(Draws draws, double rate, double icc) => icc == 0 ? rate : draws.Beta(rate * (1 - icc) / icc, (1 - rate) * (1 - icc) / icc);

    private static BoundedScores Answers(double rate, double icc, int clusters, string sizes, Func<Draws, int> size) => new($"{clusters} clusters of {sizes}, correlation {icc}, rate {rate}", rate, clusters, draws =>
    {
        List<ItemScore> scores = [];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double own = Rate(draws, rate, icc);
            int items = size(draws);
            for (int i = 0; i < items; i++) { scores.Add(new ItemScore(Names[scores.Count], draws.Uniform() < own ? 1 : 0, Names[cluster])); }
        }

        return scores;
    });
}
