namespace LlmNotebooks.Metrics.Catalog;

/// <summary>A metric and how it is made: one of single answers, or one of a corpus. Its facts are those that it states itself, with what only the catalog knows.</summary>
internal sealed record CatalogEntry(MetricInfo Info, Func<TextMetricOptions, IMetric>? Single, Func<TextMetricOptions, ICorpusMetric>? Corpus);
