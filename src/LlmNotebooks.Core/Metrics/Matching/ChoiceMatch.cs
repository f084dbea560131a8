using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics.Matching;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the answer to a multiple-choice question names a right choice.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. The letter is the first found of: the last statement (Answer: B, the answer is (B), B is correct, I choose B, \boxed{B}; or a choice's text in the place of the letter);
/// an answer that is a letter, or begins with one (B., (B), **B**); a choice's text, as the whole answer or as the only one in it; the only letter that stands alone and is not denied (not B, B is wrong). Markdown and LaTeX marks are not seen.
/// Statements are read in the languages in which simple-evals reads MMMLU (Réponse : B, Antwort: B, 答案是B, 정답: B …) and some more, letters also in full width or as its Arabic and Bengali ones; "therefore B" that ends a sentence is a statement.
/// An answer that names none, or two without a statement, scores 0 with that reason, as is the custom (Inspect, simple-evals, lm-evaluation-harness): the model was asked and did not choose.
/// The target is a letter or a choice's text; missing is the score where there is no target, where it is neither, or where there are more than 26 choices.
/// </remarks>
public sealed class ChoiceMatch : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info { get; } = new() { Name = "choice", Version = "2", PassMark = 1 };

    /// <summary>Which choice an answer names.</summary>
    /// <param name="answer">Any text.</param>
    /// <param name="choices">The texts to choose from, at most 26; empty where only the letters are known, then A to Z.</param>
    /// <exception cref="ArgumentException">There are more than 26 choices.</exception>
    public static ChoiceReading Read(string answer, IReadOnlyList<string> choices)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(choices);
        return choices.Count <= 26 ? new ChoiceReader(choices).Read(answer) : throw new ArgumentException($"There are {choices.Count} choices, and 26 letters.", nameof(choices));
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Sample sample = answer.Sample;
        if (sample.References.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        if (sample.Choices.Count > 26) { return new(Score.Missing($"there are {sample.Choices.Count} choices, and 26 letters")); }
        ChoiceReader reader = new(sample.Choices);
        char[] right = [.. sample.References.Select(reader.Target).OfType<char>()];
        if (right.Length == 0)
        {
            return new(Score.Missing(sample.Choices.Count == 0 ? "the sample has no choices, and its target is no letter" : $"the target is neither a letter of the {sample.Choices.Count} choices nor one of their texts"));
        }

        ChoiceReading reading = reader.Read(answer.Text);
        return new(Score.Of(reading.Letter is { } letter && right.Contains(letter) ? 1 : 0, reading.Reason));
    }
}
