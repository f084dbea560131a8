namespace LlmNotebooks.Metrics.Catalog;

/// <summary>Makes a metric of <see cref="TextMetrics"/> from options that are texts.</summary>
internal sealed class TextMetricFactory(MetricInfo info) : IMetricFactory
{
    public string Name => info.Name;

    public string? Summary => info.Summary;

    public IReadOnlyList<string> Options { get; } = [.. info.Options.Select(TextOptions.NameOf)];

    public IScorer Create(IReadOnlyDictionary<string, string> options) => TextMetrics.Create(info.Name, TextOptions.Read(options));
}
