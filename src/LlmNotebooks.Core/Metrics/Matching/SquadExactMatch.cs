namespace LlmNotebooks.Metrics;

/// <summary>Whether the answer is one of the references after SQuAD's normalisation.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. Both are put into lower case, ASCII punctuation and the words a, an and the taken out, white space collapsed.
/// Rajpurkar et al. (2016), EMNLP; equal to exact_match of the official evaluate-v1.1.py for one question, divided by 100. A sample without a target is missing.
/// </remarks>
public sealed class SquadExactMatch : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info { get; } = new() { Name = "squad-exact-match", PassMark = 1 };

    /// <summary>The text as it is compared.</summary>
    /// <param name="text">An answer or a reference.</param>
    public static string Normalize(string text) => string.Join(' ', TextTokenizer.Tokenize(text, Tokenization.Squad));

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        string read = Normalize(answer.Text);
        return new(Score.Of(references.Any(reference => string.Equals(Normalize(reference), read, StringComparison.Ordinal)) ? 1 : 0));
    }
}
