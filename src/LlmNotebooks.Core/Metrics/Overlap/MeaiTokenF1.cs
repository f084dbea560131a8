namespace LlmNotebooks.Metrics;

/// <summary>F1 over words as <c>F1Evaluator</c> of Microsoft.Extensions.AI.Evaluation.NLP counts them.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. As <see cref="TokenF1"/>, but punctuation and articles count, and words are those of that package's tokenizer (<see cref="Tokenization.Meai"/>).
/// Of several references, which that evaluator does not know, the highest counts. An empty answer scores 0, where that evaluator gives an error; without a reference that has a token the score is missing.
/// </remarks>
public sealed class MeaiTokenF1 : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info { get; } = new() { Name = "token-f1-meai" };

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        new(ReferenceScore.Best(
            answer, reference => Gleu.HasTokens([reference], Tokenization.Meai) ? TokenF1.Overlap(answer.Text, reference, Tokenization.Meai).F1 : null, "no reference has a token"));
}
