namespace LlmNotebooks.Metrics;

/// <summary>Scores an answer against each reference of its sample.</summary>
internal static class ReferenceScore
{
    public const string NoTarget = "the sample has no target";

    /// <summary>The best over the references; those for which there is no score do not count.</summary>
    /// <param name="answer">The answer, whose sample has the references.</param>
    /// <param name="score">Score of the answer against a reference, or null where that reference cannot be scored against.</param>
    /// <param name="unusable">The reason where none can.</param>
    public static Score Best(AnswerContext answer, Func<string, double?> score, string unusable)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return Score.Missing(NoTarget); }
        double? best = null;
        foreach (string reference in references)
        {
            if (score(reference) is { } found && !(found <= best)) { best = found; }
        }

        return best is { } value ? Of(value, answer.Text) : Score.Missing(unusable);
    }

    /// <summary>A score that says why it is 0 where the answer is empty.</summary>
    public static Score Of(double value, string answer) => Score.Of(value, value == 0 && string.IsNullOrWhiteSpace(answer) ? "the answer is empty" : null);
}
