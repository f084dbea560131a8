using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>What a comparison is planned with, alike in power, sample-size and mde.</summary>
internal sealed class DesignOptions
{
    private readonly Option<PlannedTest> _test = new("--test") { Description = "paired (scores on the same items), mcnemar (right and wrong on the same items, by the exact test), t or proportions (two independent samples, items in each).", HelpName = "NAME", DefaultValueFactory = _ => PlannedTest.Paired };
    private readonly Option<double?> _sd = NumberOption.Optional<double>("--sd", "paired: standard deviation of the items' differences. t: of the scores; default 1, so that differences are Cohen's d.", "X");
    private readonly Option<double?> _discordant = NumberOption.Optional<double>("--discordant", "paired or mcnemar: share of the items that only one of the two solves.", "SHARE");
    private readonly Option<double?> _rate = NumberOption.Optional<double>("--rate", "proportions: the share of the first; the other's is larger by the difference.", "SHARE");
    private readonly Option<ProportionPowerMethod> _approximation = new("--approximation") { Description = "proportions: arcsine or wald.", HelpName = "NAME", DefaultValueFactory = _ => ProportionPowerMethod.Arcsine };
    private readonly Option<int> _repetitions = NumberOption.WithDefault<int>("--repetitions", "paired, with a pilot that repeats items: repetitions of every item for both models.", "K", 1);
    private readonly PilotColumns _pilot = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    public IEnumerable<Option> Options => [_test, _sd, _discordant, _rate, _approximation, _repetitions, .. _pilot.Options, _confidence];

    /// <summary>The design.</summary>
    public Design Read(ParseResult parsed)
    {
        PlannedTest test = parsed.GetValue(_test);
        double confidence = parsed.GetValue(_confidence);
        (double? sd, double? discordant, double? rate) = (parsed.GetValue(_sd), parsed.GetValue(_discordant), parsed.GetValue(_rate));
        Refuse(sd is not null && test is (PlannedTest.Proportions or PlannedTest.McNemar), "--sd", test);
        Refuse(discordant is not null && test is (PlannedTest.T or PlannedTest.Proportions), "--discordant", test);
        Refuse(rate is not null && test != PlannedTest.Proportions, "--rate", test);
        Refuse(_pilot.IsGiven(parsed) && test != PlannedTest.Paired, "A pilot", test);
        return test switch
        {
            PlannedTest.T => T(sd ?? 1, confidence),
            PlannedTest.Proportions => Proportions(rate ?? throw new UsageException("--test proportions needs --rate, the share of the first."), parsed.GetValue(_approximation), confidence),
            PlannedTest.McNemar => McNemar(discordant ?? throw new UsageException("--test mcnemar needs --discordant, the share of items that only one of the two solves."), confidence),
            _ => Paired(Pilot(parsed, sd, discordant), parsed.GetValue(_repetitions), confidence),
        };
    }

    private (PairedDesign Design, int? Missing) Pilot(ParseResult parsed, double? sd, double? discordant)
    {
        if ((sd is null ? 0 : 1) + (discordant is null ? 0 : 1) + (_pilot.IsGiven(parsed) ? 1 : 0) != 1)
        {
            throw new UsageException("Say how much differences vary, in one way: --sd X, --discordant SHARE, or a pilot with --csv FILE --a NAME --b NAME.");
        }

        if (!_pilot.IsGiven(parsed)) { return (UsageException.Check(() => sd is { } deviation ? PairedDesign.FromStandardDeviation(deviation) : PairedDesign.ForDiscordance(discordant!.Value)), null); }
        (IReadOnlyList<ItemScore> a, IReadOnlyList<ItemScore> b, int missing) = _pilot.Read(parsed);
        try
        {
            return (PairedDesign.FromPilot(a, b), missing);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(UsageException.Plain(exception), exception);
        }
    }

    private static Design Paired((PairedDesign Design, int? Missing) pilot, int repetitions, double confidence)
    {
        PairedDesign design = pilot.Design;
        double variance = UsageException.Check(() => design.Variance(repetitions));
        StatsReport report = Report("paired t", confidence).Add("sd", Math.Sqrt(variance)).Add("repetitions", repetitions).Add("variance_between", design.VarianceBetween).Add("variance_within", design.VarianceWithin)
            .Add("cluster_size", design.ClusterSize).Add("icc", design.Icc).Add("design_effect", design.DesignEffect).Add("missing", pilot.Missing ?? 0).Add("source", design.Source);
        return new Design(
            report,
            (effect, items) => design.PowerAt(Possible(effect, design.LargestEffect), items, repetitions, confidence),
            (effect, power) => design.ItemsFor(Possible(effect, design.LargestEffect), repetitions, power, confidence),
            (items, power) => design.MinimumDetectableEffect(items, repetitions, power, confidence));
    }

    private static Design T(double sd, double confidence)
    {
        if (sd <= 0) { throw new UsageException("--sd must be more than 0."); }
        return new Design(
            Report("two-sample t", confidence).Add("sd", sd),
            (effect, items) => Power.TwoSampleT(effect / sd, items, confidence),
            (effect, power) => SampleSize.TwoSampleT(effect / sd, power, confidence),
            (items, power) => sd * MinimumDetectableEffect.TwoSampleT(items, power, confidence));
    }

    private static Design Proportions(double rate, ProportionPowerMethod method, double confidence) => new(
        Report("two proportions", confidence).Add("rate", rate).Add("approximation", method.ToString().ToLowerInvariant()),
        (effect, items) => Power.TwoProportions(rate, Other(rate, effect), items, confidence, method),
        (effect, power) => SampleSize.TwoProportions(rate, Other(rate, effect), power, confidence, method),
        (items, power) => MinimumDetectableEffect.TwoProportions(rate, items, power, confidence, method));

    private static Design McNemar(double discordant, double confidence)
    {
        Approximation normal = new(
            Power.MostExactItems,
            (effect, items) => Power.McNemar(First(effect), Second(effect), items, confidence),
            (effect, power) => SampleSize.McNemar(First(effect), Second(effect), power, confidence),
            (items, power) => MinimumDetectableEffect.McNemar(discordant, items, power, confidence));
        return new Design(
            Report("mcnemar", confidence).Add("discordant", discordant),
            (effect, items) => items <= Power.MostExactItems ? Power.McNemarExact(First(effect), Second(effect), items, confidence) : normal.Power(effect, items),
            (effect, power) => SampleSize.McNemarExact(First(effect), Second(effect), power, confidence) ?? Math.Max(Power.MostExactItems + 1, normal.Items(effect, power)),
            (items, power) => items <= Power.MostExactItems ? MinimumDetectableEffect.McNemarExact(discordant, items, power, confidence) : normal.Effect(items, power),
            normal);

        double First(double effect) => (discordant + Possible(effect, discordant)) / 2;
        double Second(double effect) => First(-effect);
    }

    private static StatsReport Report(string test, double confidence) => new StatsReport(test).Add("confidence", confidence);

    // Of 0/1 scores, one model can be better by no more than the share of items that only one of the two solves.
    private static double Possible(double effect, double? discordant) =>
        Math.Abs(effect) > discordant ? throw new UsageException(FormattableString.Invariant($"--effect {effect} is more than the {discordant} of the items on which the two differ (--discordant).")) : effect;

    private static double Other(double rate, double effect) =>
        rate + effect is >= 0 and <= 1 and var other ? other : throw new UsageException(FormattableString.Invariant($"--rate {rate} and --effect {effect} make a share of {rate + effect}; shares lie from 0 to 1."));

    private static void Refuse(bool wrong, string option, PlannedTest test)
    {
        if (wrong) { throw new UsageException($"{option} does not go with --test {test.ToString().ToLowerInvariant()}."); }
    }
}
