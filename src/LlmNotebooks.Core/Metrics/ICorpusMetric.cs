namespace LlmNotebooks.Metrics;

/// <summary>Scores many answers as one text: the counts are added up before they are divided, so that it is no mean of the answers' scores.</summary>
/// <remarks>It has no score for a single answer, and therefore no error bar by sample: where models are compared, use the metric of single answers.</remarks>
public interface ICorpusMetric
{
    /// <summary>What is known of it, <see cref="MetricInfo.IsCorpus"/> set.</summary>
    MetricInfo Info { get; }

    /// <summary>Scores all pairs as one.</summary>
    /// <param name="pairs">Answers with their references; the order does not matter.</param>
    /// <returns>A number in the metric's stated range, or missing with a reason: where there is no pair, or one has only empty references.</returns>
    Score ScoreCorpus(IReadOnlyList<TextPair> pairs);
}
