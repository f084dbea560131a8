using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Evaluate;

/// <summary>Whether the metrics can score the data at all, asked before a call costs anything.</summary>
internal static class TargetCheck
{
    /// <exception cref="UsageException">No sample has a target, and every metric compares with one.</exception>
    public static void Require(Dataset dataset, IReadOnlyList<IScorer> metrics)
    {
        string[] compare = [.. metrics.Where(NeedsTarget).SelectMany(metric => metric.Metrics).Select(info => info.Name)];
        if (compare.Length < metrics.Count || dataset.Samples.Any(sample => sample.References.Count > 0)) { return; }
        throw new UsageException($"None of the {dataset.Samples.Count:N0} samples has a target, and {string.Join(", ", compare)} {(compare.Length == 1 ? "compares" : "compare")} with one: name its field by --target-field (llmnb dataset check lists the fields), or score by a metric that needs none.");
    }

    /// <summary>Says what would fit, where the metric is the default and the targets are not what it compares well.</summary>
    public static void Hint(Dataset dataset, bool isChosen, TextWriter error)
    {
        if (!isChosen && dataset.DescribeTargets() is { } form) { error.WriteLine($"llmnb: {DatasetOptions.Localised(form)}. The default, exact-match, compares the whole answer."); }
    }

    private static bool NeedsTarget(IScorer metric) => metric is not RegexMatch { Pattern: not null } && metric.Metrics.All(info => TextMetrics.Find(info.Name) is not null);
}
