using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class AgreementTests
{
    // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, missing data.
    private static readonly string[] FourObservers =
    [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ];

    private static readonly string[] Kappa1 = "good good bad ok good bad ok ok good bad good ok bad good ok".Split(' ');
    private static readonly string[] Kappa2 = "good ok bad ok good ok ok bad good bad good ok bad ok ok".Split(' ');

    private static readonly Gen<Rating[]> Ratings =
        from units in Gen.Int[1, 12]
        from raters in Gen.Int[2, 4]
        from values in Gen.OneOf(Gen.Const((double?)null), Gen.Int[0, 3].Select(i => (double?)i), Gen.Int[0, 1].Select(i => (double?)i)).Array[units * raters]
        select values.Select((value, i) => new Rating($"u{i / raters}", $"r{i % raters}", value)).ToArray();

    // The printed figures are .743, .815, .849, .797; the fractions are those of the same table.
    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743, 113.0 / 152)]
    [InlineData(MeasurementLevel.Ordinal, 0.815, 108577.0 / 133160)]
    [InlineData(MeasurementLevel.Interval, 0.849, 951.0 / 1120)]
    [InlineData(MeasurementLevel.Ratio, 0.797, 18222619.0 / 22852465)]
    public void Alpha_of_four_observers_is_Krippendorffs(MeasurementLevel level, double printed, double exact)
    {
        AgreementEstimate alpha = Agreement.Alpha(Parse(FourObservers), level);

        Assert.Equal(printed, alpha.Coefficient!.Value, tolerance: 5.1e-4);
        Assert.Equal(exact, alpha.Coefficient!.Value, tolerance: 1e-14);
        Assert.Equal((11, 4, 40, 1), (alpha.Units, alpha.Raters, alpha.Ratings, alpha.LeftOut));
        Assert.True(alpha.Interval!.Value.Contains(exact) && alpha.Se > 0);
    }

    // The same, sections A and B: two observers, binary (0.095) and nominal (0.692).
    [Theory]
    [InlineData("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0", 0.095, 1 - (19 * 4.0 / 84))]
    [InlineData("a a b b d c c c e d d a", "b a b b b c c c e d d d", 0.692, 310.0 / 448)]
    public void Alpha_of_two_observers_is_Krippendorffs(string first, string second, double printed, double exact)
    {
        string[] one = first.Split(' '), other = second.Split(' ');

        double alpha = Agreement.NominalAlpha(one.Select((category, i) => new CategoryRating($"{i}", "1", category)).Concat(other.Select((category, i) => new CategoryRating($"{i}", "2", category)))).Coefficient!.Value;

        Assert.Equal(printed, alpha, tolerance: 5.1e-4);
        Assert.Equal(exact, alpha, tolerance: 1e-14);
    }

    // statsmodels 0.13.5: inter_rater.cohens_kappa(table, wt): kappa, std_kappa and the 95 % interval; the coefficients also by scikit-learn 1.2.1.
    [Theory]
    [InlineData(KappaWeights.Unweighted, 0.6, 0.16880231699305034, 0.26915353818670756, 0.9308464618132921)]
    [InlineData(KappaWeights.Linear, 0.684210526316, 0.14026689911191406, 0.4092924558333246, 0.9591285967982544)]
    [InlineData(KappaWeights.Quadratic, 0.777777777778, 0.10665663215514921, 0.5687346200413487, 0.9868209355142069)]
    public void Kappa_is_statsmodels(KappaWeights weights, double expected, double se, double lower, double upper)
    {
        AgreementEstimate kappa = Agreement.Kappa(Kappa1, Kappa2, weights, ["bad", "ok", "good"]);

        Assert.Equal(expected, kappa.Coefficient!.Value, tolerance: 1e-11);
        Assert.Equal(se, kappa.Se!.Value, tolerance: 1e-12);
        Assert.Equal(lower, kappa.Interval!.Value.Lower, tolerance: 1e-10);
        Assert.Equal(upper, kappa.Interval!.Value.Upper, tolerance: 1e-10);
    }

    [Fact]
    public void Units_that_one_rater_left_out_are_counted_and_nothing_else()
    {
        AgreementEstimate with = Agreement.Kappa([.. Kappa1, "ok", null, null], [.. Kappa2, null, "bad", null]), without = Agreement.Kappa(Kappa1, Kappa2);

        Assert.Equal(without.Coefficient, with.Coefficient);
        Assert.Equal((15, 3), (with.Units, with.LeftOut));
    }

    [Fact]
    public void Where_there_is_nothing_to_disagree_about_there_is_no_coefficient()
    {
        AgreementEstimate alpha = Agreement.Alpha([new("a", "1", 3), new("a", "2", 3), new("b", "1", 3), new("b", "2", 3)], MeasurementLevel.Interval);
        AgreementEstimate kappa = Agreement.Kappa(["x", "x"], ["x", "x"]), none = Agreement.Kappa(["x", null], [null, "x"]);
        AgreementEstimate single = Agreement.Alpha([new("a", "1", 3), new("b", "2", 3)], MeasurementLevel.Nominal);

        Assert.Equal((null, "all ratings are 3: there is nothing to disagree about"), (alpha.Coefficient, alpha.Reason));
        Assert.Null(kappa.Coefficient);
        Assert.Contains("one and the same category", kappa.Reason, StringComparison.Ordinal);
        Assert.Equal("no unit has two ratings", none.Reason);
        Assert.Equal(("no unit has two ratings", 2), (single.Reason, single.LeftOut));
    }

    [Fact]
    public void Perfect_agreement_is_1_without_an_interval()
    {
        AgreementEstimate kappa = Agreement.Kappa(["x", "y", "y"], ["x", "y", "y"]);
        AgreementEstimate alpha = Agreement.Alpha([new("a", "1", 1), new("a", "2", 1), new("b", "1", 3), new("b", "2", 3)], MeasurementLevel.Ordinal);

        Assert.Equal((1.0, null), (kappa.Coefficient, kappa.Interval));
        Assert.Equal((1.0, null), (alpha.Coefficient, alpha.Interval));
        Assert.Contains("no standard error", kappa.Reason, StringComparison.Ordinal);
        Assert.Contains("no interval", alpha.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Agreement.Alpha([new("a", "1", 1), new("a", "1", 2)], MeasurementLevel.Nominal)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 0", Assert.Throws<ArgumentException>(() => Agreement.Alpha([new("a", "1", -1), new("a", "2", 2)], MeasurementLevel.Ratio)).Message, StringComparison.Ordinal);
        Assert.Contains("1 and 2 units", Assert.Throws<ArgumentException>(() => Agreement.Kappa(["x"], ["x", "y"])).Message, StringComparison.Ordinal);
        Assert.Contains("in their order", Assert.Throws<ArgumentException>(() => Agreement.Kappa(["x"], ["y"], KappaWeights.Linear)).Message, StringComparison.Ordinal);
        Assert.Contains("'y' is not in the order", Assert.Throws<ArgumentException>(() => Agreement.Kappa(["x"], ["y"], KappaWeights.Linear, ["x", "z"])).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Agreement.Kappa(["x"], ["x"], KappaWeights.Linear, ["x", "x"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Agreement.Alpha([], MeasurementLevel.Nominal, resamples: 99));
    }

    [Fact]
    public void A_seed_gives_the_same_interval_whatever_the_order_of_ratings()
    {
        Rating[] ratings = Parse(FourObservers);

        AgreementEstimate forth = Agreement.Alpha(ratings, MeasurementLevel.Ordinal, seed: 7), back = Agreement.Alpha(ratings.Reverse(), MeasurementLevel.Ordinal, seed: 7);

        Assert.Equal(forth.Interval, back.Interval);
        Assert.NotEqual(forth.Interval, Agreement.Alpha(ratings, MeasurementLevel.Ordinal, seed: 8).Interval);
    }

    // The definition over pairs of values, each unit's weighted 1/(m − 1).
    [Fact]
    public void Alpha_is_one_minus_observed_over_expected_disagreement() => Ratings.Sample(ratings =>
    {
        double[][] units = [.. ratings.GroupBy(rating => rating.Unit, (_, of) => of.Where(rating => rating.Value is not null).Select(rating => rating.Value!.Value).ToArray()).Where(unit => unit.Length >= 2)];
        double[] all = [.. units.SelectMany(unit => unit)];
        double observed = units.Sum(unit => unit.Sum(x => unit.Sum(y => (x - y) * (x - y))) / (unit.Length - 1)) / all.Length;
        double expected = all.Sum(x => all.Sum(y => (x - y) * (x - y))) / all.Length / (all.Length - 1);
        double? alpha = Agreement.Alpha(ratings, MeasurementLevel.Interval, resamples: 100).Coefficient;
        return expected > 0 ? Math.Abs(alpha!.Value - (1 - (observed / expected))) < 1e-12 : alpha is null;
    });

    [Fact]
    public void Binary_ratings_have_one_alpha_at_all_levels_and_order_is_all_that_counts_for_ordinal_ones() => Ratings.Sample(ratings =>
    {
        Rating[] binary = [.. ratings.Select(rating => rating with { Value = rating.Value is { } value ? Math.Min(1, value) : null })];
        double?[] alphas = [.. Enum.GetValues<MeasurementLevel>().Select(level => Agreement.Alpha(binary, level, resamples: 100).Coefficient)];
        double? ordinal = Agreement.Alpha(ratings, MeasurementLevel.Ordinal, resamples: 100).Coefficient;
        double? stretched = Agreement.Alpha(ratings.Select(rating => rating with { Value = rating.Value * rating.Value * rating.Value }), MeasurementLevel.Ordinal, resamples: 100).Coefficient;
        return alphas.All(alpha => alpha is null == alphas[0] is null && Math.Abs((alpha ?? 0) - (alphas[0] ?? 0)) < 1e-12) && ordinal == stretched;
    });

    private static Rating[] Parse(string[] observers) =>
        [.. observers.SelectMany((line, observer) => line.Split(' ').Select((value, unit) => new Rating($"{unit}", $"{observer}", value == "." ? null : value[0] - '0')))];
}
