using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Tests;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>llmnb stats power, sample-size and mde: of difference, items and power, two give the third.</summary>
internal sealed class Planned : StatsTest
{
    private readonly Option<double?> _effect = NumberOption.Optional<double>("--effect", "The difference, in the scores' unit.", "X");
    private readonly Option<int?> _items = NumberOption.Optional<int>("--items", "Number of items; with two independent samples, the number in each.", "N");
    private readonly Option<double> _power = NumberOption.WithDefault<double>("--power", "Probability that the difference is detected.", "X", 0.8);
    private readonly DesignOptions _design = new();
    private readonly Unknown _unknown;

    private Planned(Unknown unknown)
    {
        _unknown = unknown;
        _effect.Required = unknown != Unknown.Effect;
        _items.Required = unknown != Unknown.Items;
    }

    private enum Unknown
    {
        Power,
        Items,
        Effect,
    }

    /// <summary>llmnb stats power.</summary>
    public static StatsTest ForPower() => new Planned(Unknown.Power);

    /// <summary>llmnb stats sample-size.</summary>
    public static StatsTest ForSampleSize() => new Planned(Unknown.Items);

    /// <summary>llmnb stats mde.</summary>
    public static StatsTest ForMinimumEffect() => new Planned(Unknown.Effect);

    protected override string Name => _unknown switch { Unknown.Power => "power", Unknown.Items => "sample-size", _ => "mde" };

    protected override string Description => _unknown switch
    {
        Unknown.Power => "The probability that a given number of items tells apart two models that differ by a given amount.",
        Unknown.Items => "How many items it takes to tell apart two models that differ by a given amount. For mcnemar, the smallest number from which the exact test's power stays at or above what is asked for (more items may lower it where the two differ on nearly all).",
        _ => "The smallest difference that a given number of items detects (minimum detectable effect).",
    };

    protected override IEnumerable<Option> Options => _unknown switch
    {
        Unknown.Power => [_effect, _items, .. _design.Options],
        Unknown.Items => [_effect, _power, .. _design.Options],
        _ => [_items, _power, .. _design.Options],
    };

    protected override StatsReport Measure(ParseResult parsed)
    {
        Design design = _design.Read(parsed);
        return UsageException.Check(() => _unknown switch
        {
            Unknown.Power => OfPower(design, parsed.GetValue(_effect)!.Value, parsed.GetValue(_items)!.Value),
            Unknown.Items => OfItems(design, parsed.GetValue(_effect)!.Value, parsed.GetValue(_power)),
            _ => OfEffect(design, parsed.GetValue(_items)!.Value, parsed.GetValue(_power)),
        });
    }

    private static StatsReport OfPower(Design design, double effect, int items)
    {
        StatsReport report = design.Report.Add("effect", effect).Add("items", items).Add("power", design.Power(effect, items));
        return design.Approximation is { } approximation
            ? Method(report.Add("power_exact", items <= approximation.Most ? design.Power(effect, items) : null).Add("power_approximate", approximation.Power(effect, items)), approximation, items)
            : report;
    }

    private static StatsReport OfItems(Design design, double effect, double power)
    {
        StatsReport report = OfPower(design, effect, design.Items(effect, power)).Add("power_asked_for", power);
        return design.Approximation is { } approximation ? report.Add("items_approximate", approximation.Items(effect, power)) : report;
    }

    private static StatsReport OfEffect(Design design, int items, double power)
    {
        double? effect = design.Effect(items, power);
        StatsReport report = design.Report.Add("items", items).Add("power", power).Add("effect", effect);
        if (design.Approximation is { } approximation) { report = Method(report.Add("effect_approximate", approximation.Effect(items, power)), approximation, items); }
        return report.Add("reason", effect is null ? "not even the largest possible difference would be found" : null);
    }

    private static StatsReport Method(StatsReport report, Approximation approximation, int items) =>
        report.Add("method", items <= approximation.Most ? "exact test" : FormattableString.Invariant($"normal approximation: the exact power is summed up to {approximation.Most} items"));
}
