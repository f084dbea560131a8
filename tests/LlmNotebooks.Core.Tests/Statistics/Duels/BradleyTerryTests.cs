using System.Globalization;
using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class BradleyTerryTests
{
    private static readonly Gen<PairwiseJudgement[]> Judgements =
        (from left in Gen.Int[0, 4]
         from other in Gen.Int[1, 4]
         from winner in Gen.Int[0, 2].Select(i => (PairwiseWinner)i)
         select new PairwiseJudgement($"m{left}", $"m{(left + other) % 5}", winner)).Array[1, 60];

    // Agresti (2002), Categorical Data Analysis, table 10.10: American League 1987, wins of the row's team over the column's.
    // Strengths relative to Baltimore as R's BradleyTerry2 prints them for its baseball data (Turner and Firth 2012, J. Stat. Softw. 48(9)).
    [Fact]
    public void Baseball_of_1987_is_that_of_BradleyTerry2()
    {
        string[] teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
        int[][] wins = [[0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12], [6, 8, 6, 0, 6, 7, 10], [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0]];
        double[] expected = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0];

        BradleyTerry fit = BradleyTerry.Fit(teams.SelectMany((winner, i) => teams.SelectMany((loser, j) => Enumerable.Repeat(new PairwiseJudgement(winner, loser, PairwiseWinner.Left), wins[i][j]))));

        Assert.Equal(teams, fit.Ratings.Select(rating => rating.Name));
        double baltimore = fit.Ratings[^1].LogStrength!.Value;
        Assert.All(fit.Ratings.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.LogStrength!.Value - baltimore, tolerance: 5.1e-5));
    }

    [Fact]
    public void Two_sides_by_hand()
    {
        // Three wins of four: odds 3, the logit's variance 1/(4·¾·¼) = 4/3, and a log-strength is half of the logit.
        BradleyTerry fit = BradleyTerry.Fit([new("a", "b", PairwiseWinner.Left), new("b", "a", PairwiseWinner.Right), new("a", "b", PairwiseWinner.Tie), new("b", "a", PairwiseWinner.Tie)]);

        Assert.Equal(["a", "b"], fit.Ratings.Select(rating => rating.Name));
        Assert.Equal((3.0, 4), (fit.Ratings[0].Wins, fit.Ratings[0].Judgements));
        Assert.Equal(0.75, fit.Ratings[0].Score!.Value, tolerance: 1e-12);
        Assert.Equal(Math.Log(3) / 2, fit.Ratings[0].LogStrength!.Value, tolerance: 1e-12);
        Assert.Equal(Math.Sqrt(4.0 / 3) / 2, fit.Ratings[0].Se!.Value, tolerance: 1e-12);
        Assert.Equal(0.75, fit.Probability("a", "b")!.Value, tolerance: 1e-12);
    }

    [Theory]
    [InlineData("food")]
    [InlineData("simple")]
    public void Scores_and_Elo_are_evalicas(string name)
    {
        PairwiseJudgement[] judgements = [.. Lines($"golden/ratings/{name}.csv").Select(line => new PairwiseJudgement(line[0], line[1], Enum.Parse<PairwiseWinner>(line[2], ignoreCase: true)))];
        ILookup<string, (string Item, double Score)> golden = Lines($"golden/ratings/{name}-golden.csv").ToLookup(line => line[0], line => (line[1], double.Parse(line[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

        Dictionary<string, double?> scores = BradleyTerry.Fit(judgements).Ratings.ToDictionary(rating => rating.Name, rating => rating.Score, StringComparer.Ordinal);
        IReadOnlyDictionary<string, double> elo = Elo.Rate(judgements);

        // evalica stops its iteration at 1e-6.
        Assert.Equal(5, golden["bradley_terry"].Count());
        Assert.All(golden["bradley_terry"], item => Assert.Equal(item.Score, scores[item.Item]!.Value, tolerance: 1e-5));
        Assert.All(golden["elo"], item => Assert.Equal(item.Score, elo[item.Item], tolerance: 1e-9));
    }

    [Fact]
    public void Elo_by_hand()
    {
        // Equal ratings: half of K. Then 1/(1 + 10^(−4/400)) = 0.505756 is expected of the one 4 points ahead.
        IReadOnlyDictionary<string, double> ratings = Elo.Rate([new("a", "b", PairwiseWinner.Left), new("b", "a", PairwiseWinner.Left)]);

        Assert.Equal(1002 - (4 / (1 + Math.Pow(10, -0.01))), ratings["a"], tolerance: 1e-12);
        Assert.Equal(2000, ratings.Values.Sum(), tolerance: 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Elo.Rate([], k: 0));
        Assert.Throws<ArgumentException>(() => Elo.Rate([new("a", "a", PairwiseWinner.Tie)]));
    }

    [Fact]
    public void One_who_never_loses_has_no_strength()
    {
        BradleyTerry fit = BradleyTerry.Fit([new("a", "b", PairwiseWinner.Left), new("b", "c", PairwiseWinner.Left), new("c", "b", PairwiseWinner.Left)]);

        Assert.Equal("a never lost to b, c: the likelihood grows without end with the distance between them", fit.Reason);
        Assert.All(fit.Ratings, rating => Assert.Null(rating.Score));
        Assert.Equal(1, fit.Ratings[0].Wins);
        Assert.Null(fit.Probability("a", "b"));
    }

    [Fact]
    public void Those_that_never_met_have_no_common_scale()
    {
        BradleyTerry fit = BradleyTerry.Fit([new("a", "b", PairwiseWinner.Tie), new("c", "d", PairwiseWinner.Tie)]);

        Assert.Equal("a, b and c, d were never judged against each other: their strengths have no common scale", fit.Reason);
        Assert.Equal("there is nothing to compare: fewer than two have been judged", BradleyTerry.Fit([]).Reason);
    }

    [Fact]
    public void Resamples_give_intervals_and_those_without_a_fit_are_counted()
    {
        PairwiseJudgement[] judgements = [.. Enumerable.Range(0, 40).Select(i => new PairwiseJudgement("a", "b", i < 30 ? PairwiseWinner.Left : PairwiseWinner.Right)), .. Enumerable.Repeat(new PairwiseJudgement("c", "b", PairwiseWinner.Left), 4), new("b", "c", PairwiseWinner.Left)];

        BradleyTerry fit = BradleyTerry.Fit(judgements, resamples: 2_000, seed: 5), again = BradleyTerry.Fit(judgements.Reverse(), resamples: 2_000, seed: 5);

        // A draw of 45 leaves out the one win of b over c with (44/45)^45 = 0.364.
        Assert.InRange(fit.ResamplesWithoutFit / 2_000.0, 0.364 - 0.045, 0.364 + 0.045);
        Assert.All(fit.Ratings, rating => Assert.True(rating.BootstrapInterval!.Value.Contains(rating.LogStrength!.Value)));
        Assert.Equal(fit.Ratings.Select(rating => rating.BootstrapInterval), again.Ratings.Select(rating => rating.BootstrapInterval));
        Assert.Null(BradleyTerry.Fit(judgements).Ratings[0].BootstrapInterval);
    }

    // Of a large sample the two kinds of interval agree.
    [Fact]
    public void The_bootstrap_interval_is_near_that_of_the_information()
    {
        PairwiseJudgement[] judgements = [.. Enumerable.Range(0, 1_000).Select(i => new PairwiseJudgement("a", "b", i % 10 < 6 ? PairwiseWinner.Left : PairwiseWinner.Right))];

        BradleyTerryRating a = BradleyTerry.Fit(judgements, resamples: 4_000).Ratings[0];

        Assert.Equal(a.Interval!.Value.Lower, a.BootstrapInterval!.Value.Lower, tolerance: 0.1 * a.Se!.Value * 1.96);
        Assert.Equal(a.Interval!.Value.Upper, a.BootstrapInterval!.Value.Upper, tolerance: 0.1 * a.Se!.Value * 1.96);
    }

    // At the maximum everyone has won as often as the strengths expect.
    [Fact]
    public void Expected_wins_are_the_wins_or_there_is_a_reason() => Judgements.Sample(judgements =>
    {
        BradleyTerry fit = BradleyTerry.Fit(judgements);
        if (fit.Reason is not null) { return fit.Ratings.All(rating => rating.LogStrength is null); }
        return Math.Abs(fit.Ratings.Sum(rating => rating.Score!.Value) - 1) < 1e-12 && fit.Ratings.All(rating => Math.Abs(judgements.Sum(judgement =>
            judgement.Left == rating.Name ? fit.Probability(rating.Name, judgement.Right)!.Value : judgement.Right == rating.Name ? fit.Probability(rating.Name, judgement.Left)!.Value : 0) - rating.Wins) < 1e-8);
    });

    [Fact]
    public void Mistakes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BradleyTerry.Fit([new("a", "a", PairwiseWinner.Left)]));
        Assert.Throws<ArgumentException>(() => BradleyTerry.Fit([new("a", "b", (PairwiseWinner)9)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit([], resamples: 50));
        Assert.Throws<ArgumentException>(() => BradleyTerry.Fit([new("a", "b", PairwiseWinner.Tie)]).Probability("a", "z"));
    }

    private static IEnumerable<string[]> Lines(string relative) => File.ReadLines(SharedData.Require(relative)).Skip(1).Select(line => line.Split(','));
}
