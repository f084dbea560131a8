using System.Globalization;
using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>Whether 95 % intervals of means of scores from 0 to 1 contain the truth as often as they say, over many settings.</summary>
/// <remarks>Each setting is run 1,000 times: its coverage is known to ± 1.4 % (two standard errors), the average of all far better.</remarks>
public sealed class BoundedCoverageTests
{
    private const int Runs = 1_000;
    private const int Most = 300;

    private static readonly int[] Clusters = [10, 15, 30, 100, Most];
    private static readonly double[] Correlations = [0, 0.1, 0.3, 0.5, 0.8];

    // Rates on both sides of ½, though one side mirrors the other.
    private static readonly double[] Rates = [0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.98];

    private static IEnumerable<BoundedScores> Independent => from clusters in Clusters from rate in Rates select BoundedScores.Answers(rate, 0, clusters, 1);

    private static IEnumerable<BoundedScores> Clustered =>
        from clusters in Clusters
        from size in (int?[])[2, 10, null]
        where clusters < Most || size is null
        from icc in Correlations
        from rate in Rates
        select BoundedScores.Answers(rate, icc, clusters, size);

    private static IEnumerable<BoundedScores> Repeated =>
        from clusters in Clusters
        from repetitions in (int[])[2, 10]
        where clusters < Most || repetitions == 2
        from icc in Correlations
        from rate in Rates
        select BoundedScores.Repeated(rate, icc, clusters, repetitions);

    // Scores in the shapes that metrics give: spread out, narrow, steps of a quarter, mostly an end and something between, both ends and something between.
    private static IEnumerable<BoundedScores> Graded =>
        from score in ((string Name, double Mean, Func<Draws, double> Draw)[])
        [
            ("Beta(2, 2)", 0.5, draws => draws.Beta(2, 2)),
            ("Beta(20, 30)", 0.4, draws => draws.Beta(20, 30)),
            ("Beta(½, ½)", 0.5, draws => draws.Beta(0.5, 0.5)),
            ("Beta(0.2, 0.8)", 0.2, draws => draws.Beta(0.2, 0.8)),
            ("Beta(1, 9)", 0.1, draws => draws.Beta(1, 9)),
            ("Beta(0.3, 5.7)", 0.05, draws => draws.Beta(0.3, 5.7)),
            ("1 of 90 %, else uniform", 0.95, draws => draws.Uniform() < 0.9 ? 1 : draws.Uniform()),
            ("1 of 98 %, else uniform", 0.99, draws => draws.Uniform() < 0.98 ? 1 : draws.Uniform()),
            ("0 and 1 of 40 %, else uniform", 0.5, draws => Of(draws.Uniform(), (0.4, 0), (0.8, 1)) ?? draws.Uniform()),
            ("0 of 80 %, 1 of 15 %, else uniform", 0.175, draws => Of(draws.Uniform(), (0.8, 0), (0.95, 1)) ?? draws.Uniform()),
            ("steps", 0.5, draws => Of(draws.Uniform(), (0.1, 0), (0.3, 0.25), (0.7, 0.5), (0.9, 0.75)) ?? 1),
            ("high steps", 0.9, draws => Of(draws.Uniform(), (0.01, 0), (0.08, 0.5), (0.3, 0.75)) ?? 1),
            ("Beta(20, 30), and 0 of 5 %", 0.38, draws => draws.Uniform() < 0.05 ? 0 : draws.Beta(20, 30)),
        ]
        from clusters in Clusters
        from shape in ((int Size, double Icc)[])[(1, 0), (5, 0), (5, 0.3), (5, 0.8), (10, 0.5)]
        where clusters < Most || shape.Size == 1
        select BoundedScores.Graded(score.Name, score.Mean, score.Draw, shape.Icc, clusters, shape.Size);

    [Fact]
    public void Right_and_wrong_answers_that_are_independent() => AssertCoverage("independent answers", 30, Independent, 0.94, 0.97);

    [Fact]
    public void Right_and_wrong_answers_in_clusters() => AssertCoverage("answers in clusters", 31, Clustered, 0.94, 0.97);

    [Fact]
    public void Right_and_wrong_answers_that_are_repeated() => AssertCoverage("repeated answers", 32, Repeated, 0.94, 0.97);

    [Fact]
    public void Graded_scores() => AssertCoverage("graded scores", 33, Graded, 0.94, 0.97);

    // What has no remedy in a mean and its standard error, and the documentation says so: nearly all scores are one number between the ends, few are another, and those
    // come in clusters; nearly all items lie in few clusters, which go right or wrong as a whole.
    [Fact]
    public void Corners_are_held_less_often_and_no_worse_than_by_t()
    {
        foreach (BoundedScores corner in (BoundedScores[])[BoundedScores.Graded("0.8, and 0 of 10 %", 0.72, draws => draws.Uniform() < 0.1 ? 0 : 0.8, 0.5, 15, 10), BoundedScores.Lopsided(0.05, 0.8, 100)])
        {
            double bounded = Coverage(corner, 34, ScoreRange.Unit, 10 * Runs), t = Coverage(corner, 34, ScoreRange.Unbounded, 10 * Runs);

            Assert.InRange(bounded, 0.75, 0.92);
            Assert.True(bounded >= t, $"{bounded} of the bounded interval, {t} of the t interval");
        }
    }

    // The t interval must fail here, or the simulation shows nothing.
    [Fact]
    public void The_t_interval_of_right_and_wrong_answers_covers_too_rarely()
    {
        BoundedScores[] settings = [.. Independent.Where(scores => scores.Clusters is 15 or 30)];

        double[] shares = [.. settings.Select(scores => Coverage(scores, 30, ScoreRange.Unbounded, Runs))];

        Assert.InRange(shares.Average(), 0.5, 0.9);
        Assert.InRange(shares.Min(), 0.1, 0.5);
    }

    private static void AssertCoverage(string name, int seed, IEnumerable<BoundedScores> settings, double low, double high)
    {
        (BoundedScores Scores, double Share)[] shares = [.. settings.Select(scores => (scores, Coverage(scores, seed, ScoreRange.Unit, Runs)))];
        (BoundedScores Scores, double Share)[] many = [.. shares.Where(setting => setting.Scores.Clusters >= 15)];
        (BoundedScores Scores, double Share) least = many.MinBy(setting => setting.Share);
        double average = many.Average(setting => setting.Share), few = shares.Where(setting => setting.Scores.Clusters < 15).Average(setting => setting.Share);
        Write($"{name}, {many.Length} settings from 15 clusters on: {average:0.0000} on average, at least {least.Share:0.0000} ({least.Scores.Name}), at most {many.Max(setting => setting.Share):0.0000}; {few:0.0000} with 10 clusters, at least {shares.Min(setting => setting.Share):0.0000}");

        Assert.InRange(average, low, high);
        Assert.InRange(few, low, 0.98);
        Assert.True(least.Share >= 0.9, $"{least.Share} of {least.Scores.Name}");
    }

    private static double Coverage(BoundedScores scores, int seed, ScoreRange range, int runs) =>
        Simulation.Share(scores.Name, seed, draws => ClusteredMean.Estimate(scores.Draw(draws), range: range).Interval!.Value.Contains(scores.Mean), runs);

    private static double? Of(double uniform, params ReadOnlySpan<(double Below, double Score)> steps)
    {
        foreach ((double below, double score) in steps)
        {
            if (uniform < below) { return score; }
        }

        return null;
    }

    private static void Write(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
