namespace LlmNotebooks.Metrics.Text;

/// <summary>A metric and how it is made: one of single answers, or one of a corpus.</summary>
internal sealed record CatalogEntry(MetricInfo Info, Func<TextMetricOptions, IMetric>? Single, Func<TextMetricOptions, ICorpusMetric>? Corpus);
