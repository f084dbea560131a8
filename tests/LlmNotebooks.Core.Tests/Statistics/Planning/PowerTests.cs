using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PowerTests
{
    private static readonly Gen<double> EffectSize = Gen.OneOf(Gen.Double[0.02, 0.3], Gen.Double[0.3, 3]);
    private static readonly Gen<double> Target = Gen.OneOf(Gen.Const(0.8), Gen.Double[0.3, 0.999]);
    private static readonly Gen<double> Level = Gen.OneOf(Gen.Const(0.95), Gen.Double[0.8, 0.999]);

    // statsmodels 0.13.5: roots of TTestPower().power and TTestIndPower().power, two-sided (12 digits). Its critical values are SciPy 1.10.1's, which are
    // off in the ninth digit for some degrees of freedom: stats.t.ppf(0.975, 49) = 2.0095752345, where mpmath 1.2.1 has 2.0095752371.
    [Theory]
    [InlineData(0.1, 0.95, 0.8, 786.808940282, 1570.73304301)]
    [InlineData(0.1, 0.95, 0.9, 1052.66454722, 2102.44471009)]
    [InlineData(0.1, 0.99, 0.8, 1171.21569132, 2337.45288807)]
    [InlineData(0.2, 0.95, 0.8, 198.150820954, 393.40569502)]
    [InlineData(0.2, 0.99, 0.8, 295.297273044, 585.609264325)]
    [InlineData(0.5, 0.95, 0.8, 33.3671289533, 63.7656101899)]
    [InlineData(0.5, 0.99, 0.8, 50.0646960601, 95.1036197456)]
    [InlineData(0.8, 0.95, 0.8, 14.3027644928, 25.5245717902)]
    [InlineData(0.8, 0.95, 0.9, 18.4462260818, 33.8255423116)]
    [InlineData(0.8, 0.99, 0.8, 21.6310437791, 38.1883126898)]
    public void Sizes_of_t_tests_are_statsmodels(double d, double confidence, double power, double pairs, double perGroup)
    {
        Assert.Equal(power, Power.OneSampleT(d, pairs, confidence), tolerance: 2e-9);
        Assert.Equal(power, Power.TwoSampleT(-d, perGroup, confidence), tolerance: 2e-9);
        Assert.Equal((int)Math.Ceiling(pairs), SampleSize.OneSampleT(d, power, confidence));
        Assert.Equal((int)Math.Ceiling(perGroup), SampleSize.TwoSampleT(d, power, confidence));
    }

    // statsmodels 0.13.5: TTestPower().power(0.3, n, 0.05); and with 30 digits by mpmath 1.2.1, quad of ncdf(δ − ts) times the density of s.
    [Theory]
    [InlineData(50, 0.547657039993, 0.54765703897050154515)]
    [InlineData(100, 0.843947102756, 0.84394710273741607137)]
    public void Power_of_a_given_size_is_statsmodels(int items, double printed, double exact)
    {
        Assert.Equal(printed, Power.OneSampleT(0.3, items), tolerance: 2e-9);
        Assert.Equal(exact, Power.OneSampleT(0.3, items), tolerance: 1e-12);
    }

    // Cohen (1992), "A power primer", Psychol. Bull. 112:155–159, table 2: two means, power 0.80, α = 0.05.
    [Theory]
    [InlineData(0.2, 393)]
    [InlineData(0.5, 64)]
    [InlineData(0.8, 26)]
    public void Sizes_are_those_of_Cohens_table(double d, int perGroup)
    {
        Assert.InRange(SampleSize.TwoSampleT(d), perGroup, perGroup + 1);
        Assert.Equal(0.80, Power.TwoSampleT(d, perGroup), tolerance: 0.01);
    }

    // statsmodels 0.13.5: root of TTestPower().power(d, 200, 0.05) = 0.8.
    [Fact]
    public void Minimum_detectable_effect_is_statsmodels()
    {
        Assert.Equal(0.199064175407, MinimumDetectableEffect.OneSampleT(200), tolerance: 1e-11);
    }

    // statsmodels 0.13.5: NormalIndPower().solve_power (arcsine); (z₀.₉₇₅ + z₀.₈)²(p₁q₁ + p₂q₂)/(p₁ − p₂)² for Wald.
    [Theory]
    [InlineData(0.5, 0.6, 387.167746858, 384.595106983)]
    [InlineData(0.8, 0.85, 902.341232054, 902.62116945)]
    [InlineData(0.9, 0.95, 423.731862848, 431.688385389)]
    [InlineData(0.02, 0.05, 561.298900788, 585.177589083)]
    public void Sizes_for_two_proportions(double first, double second, double arcsine, double wald)
    {
        // The closed form leaves out the rejections on the wrong side, one in a million.
        Assert.Equal(0.8, Power.TwoProportions(first, second, arcsine), tolerance: 2e-6);
        Assert.Equal(0.8, Power.TwoProportions(first, second, wald, method: ProportionPowerMethod.Wald), tolerance: 2e-6);
        Assert.Equal((int)Math.Ceiling(arcsine), SampleSize.TwoProportions(first, second));
        Assert.Equal((int)Math.Ceiling(wald), SampleSize.TwoProportions(second, first, method: ProportionPowerMethod.Wald));
    }

    // Connor (1987), Biometrics 43:207–211, (z₀.₉₇₅√D + z₀.₈√(D − d²))²/d² with SciPy 1.10.1's quantiles.
    [Theory]
    [InlineData(0.15, 0.05, 154.59856956021108)]
    [InlineData(0.08, 0.32, 52.08414800838593)]
    [InlineData(0.3, 0.25, 1724.3937891916614)]
    public void Sizes_for_McNemars_test_are_Connors(double onlyFirst, double onlySecond, double items)
    {
        Assert.Equal(0.8, Power.McNemar(onlyFirst, onlySecond, items), tolerance: 2e-6);
        Assert.Equal((int)Math.Ceiling(items), SampleSize.McNemar(onlyFirst, onlySecond));
        Assert.Equal(Math.Abs(onlyFirst - onlySecond), MinimumDetectableEffect.McNemar(onlyFirst + onlySecond, (int)Math.Ceiling(items))!.Value, tolerance: 2e-3);
    }

    // SciPy 1.10.1: Σ_m binom.pmf(m, n, D) Σ_{x: min(1, 2·binom.cdf(min(x, m−x), m, ½)) ≤ 0.05} binom.pmf(x, m, p₁₀/D).
    [Theory]
    [InlineData(0.08, 0.32, 50, 0.7401529030646564)]
    [InlineData(0.15, 0.05, 200, 0.8753004831125935)]
    [InlineData(0.1, 0.1, 80, 0.028163728060634573)]
    [InlineData(0.3, 0.0, 20, 0.5836291705525188)]
    public void Exact_power_of_McNemars_exact_test(double onlyFirst, double onlySecond, int items, double expected) =>
        Assert.Equal(expected, Power.McNemarExact(onlyFirst, onlySecond, items), tolerance: 1e-11);

    // By enumeration in Python (integer tails of the fair coin, lgamma for the rest): power of every n up to the last of the list below, of which the last that is too small, plus 1.
    // At D = 1 the saw shows: 30 and 199 items have the power already, 34 and 209 have not.
    [Theory]
    [InlineData(0.2, 0.05, 0.95, 0.8, 658, 0.8006133243695747)]
    [InlineData(1, 0.5, 0.95, 0.8, 35, 0.8578870531214041)]
    [InlineData(1, -0.2, 0.95, 0.8, 210, 0.8202484375548)]
    [InlineData(1, 0.1, 0.95, 0.8, 820, 0.8099435633112915)]
    [InlineData(0.9, 0.3, 0.95, 0.9, 108, 0.9018875940281049)]
    [InlineData(0.4, 0.24, 0.99, 0.8, 82, 0.8057376493727387)]
    [InlineData(0.2, 0.2, 0.95, 0.8, 39, 0.819986799877967)]
    [InlineData(1, 1, 0.95, 0.8, 6, 1)]
    [InlineData(0.97, 0.25, 0.8, 0.3, 17, 0.31275349650653583)]
    public void Sizes_for_McNemars_exact_test(double discordant, double difference, double confidence, double power, int items, double reached)
    {
        double onlyFirst = (discordant + difference) / 2, onlySecond = (discordant - difference) / 2;

        Assert.Equal(items, SampleSize.McNemarExact(onlyFirst, onlySecond, power, confidence));
        Assert.Equal(reached, Power.McNemarExact(onlyFirst, onlySecond, items, confidence), tolerance: 1e-9);
        Assert.True(Power.McNemarExact(onlyFirst, onlySecond, items - 1, confidence) < power);
    }

    // Enumerated in the same way.
    [Theory]
    [InlineData(600, 0.7600474143612412)]
    [InlineData(626, 0.7789495828232595)]
    public void Exact_power_of_many_items(int items, double expected)
    {
        Assert.Equal(expected, Power.McNemarExact(0.125, 0.075, items), tolerance: 1e-9);
        Assert.Equal(0.05, MinimumDetectableEffect.McNemarExact(0.2, items, expected)!.Value, tolerance: 1e-8);
    }

    // The normal approximation is right for many items, and the exact test has a little less power.
    [Fact]
    public void The_exact_size_is_bounded_and_near_the_approximation_for_many_items()
    {
        int approximation = SampleSize.McNemar(0.105, 0.095);

        Assert.InRange(SampleSize.McNemarExact(0.105, 0.095)!.Value, approximation + 1, 1.02 * approximation);
        Assert.Null(SampleSize.McNemarExact(0.101, 0.099));
        Assert.True(Power.McNemarExact(0.097, 0.093, SampleSize.McNemarExact(0.097, 0.093)!.Value) >= 0.8);
        Assert.Null(MinimumDetectableEffect.McNemarExact(0.1, 50));
        Assert.Null(MinimumDetectableEffect.McNemarExact(0, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.McNemarExact(0.1, 0.2, Power.MostExactItems + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.McNemarExact(0.1, 0.1));
    }

    [Fact]
    public void The_size_is_the_smallest_with_enough_power() => Gen.Select(EffectSize, Target, Level).Sample((d, power, confidence) =>
    {
        int pairs = SampleSize.OneSampleT(d, power, confidence), perGroup = SampleSize.TwoSampleT(d, power, confidence);
        return Power.OneSampleT(d, pairs, confidence) >= power && (pairs == 2 || Power.OneSampleT(d, pairs - 1, confidence) < power)
            && Power.TwoSampleT(d, perGroup, confidence) >= power && (perGroup == 2 || Power.TwoSampleT(d, perGroup - 1, confidence) < power);
    }, iter: 100);

    [Fact]
    public void The_detectable_effect_has_the_power() => Gen.Select(Gen.OneOf(Gen.Const(2), Gen.Int[2, 30], Gen.Int[30, 10_000]), Target, Level).Sample((items, power, confidence) =>
        Math.Abs(Power.OneSampleT(MinimumDetectableEffect.OneSampleT(items, power, confidence), items, confidence) - power) < 1e-9
        && Math.Abs(Power.TwoSampleT(MinimumDetectableEffect.TwoSampleT(items, power, confidence), items, confidence) - power) < 1e-9, iter: 100);

    [Fact]
    public void The_normal_approximation_promises_more_and_comes_near_with_many_items() => Gen.Select(EffectSize, Gen.Int[2, 500]).Sample((d, items) =>
        Power.OneSampleT(d, items, method: PowerMethod.Normal) >= Power.OneSampleT(d, items) - 1e-9
        && Math.Abs(Power.OneSampleT(d / 100, 100_000, method: PowerMethod.Normal) - Power.OneSampleT(d / 100, 100_000)) < 1e-4, iter: 300);

    [Fact]
    public void Without_an_effect_the_power_is_the_level() => Gen.Select(Level, Gen.Int[2, 1000]).Sample((confidence, items) =>
        Math.Abs(Power.OneSampleT(0, items, confidence) - (1 - confidence)) < 1e-9
        && Math.Abs(Power.TwoProportions(0.3, 0.3, items, confidence) - (1 - confidence)) < 1e-12
        && Math.Abs(Power.McNemar(0.2, 0.2, items, confidence) - (1 - confidence)) < 1e-12
        && Power.McNemarExact(0.2, 0.2, items, confidence) <= 1 - confidence, iter: 100);

    [Fact]
    public void A_difference_that_no_proportion_shows_is_null()
    {
        Assert.Null(MinimumDetectableEffect.TwoProportions(0.99, 10));
        Assert.Null(MinimumDetectableEffect.TwoProportions(1, 10));
        Assert.Null(MinimumDetectableEffect.McNemar(0.01, 50));
        Assert.Null(MinimumDetectableEffect.McNemar(0, 50));
        Assert.Equal(0.1, MinimumDetectableEffect.TwoProportions(0.5, 388)!.Value, tolerance: 1e-3);
    }

    [Fact]
    public void Mistakes_name_the_value_and_the_range()
    {
        Assert.Contains("0.05 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OneSampleT(0.5, power: 0.04)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OneSampleT(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OneSampleT(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OneSampleT(1e-8));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OneSampleT(0.5, confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OneSampleT(0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OneSampleT(0.5, 10, method: (PowerMethod)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.TwoProportions(1.1, 0.5, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.McNemar(0.6, 0.6, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.McNemarExact(0.1, 0.2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MinimumDetectableEffect.OneSampleT(100, power: 1));
    }
}
