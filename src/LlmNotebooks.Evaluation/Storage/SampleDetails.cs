using LlmNotebooks.Datasets;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What only some samples have: further right answers, an earlier conversation, choices.</summary>
internal sealed record SampleDetails(IReadOnlyList<string>? References, IReadOnlyList<SampleDetails.Turn>? History, IReadOnlyList<string>? Choices)
{
    /// <summary>The details of a sample; null where it has none.</summary>
    public static SampleDetails? Of(Sample sample) =>
        sample.References.Count <= 1 && sample.History.Count == 0 && sample.Choices.Count == 0
            ? null
            : new SampleDetails(
                sample.References.Count > 1 ? sample.References : null,
                sample.History.Count > 0 ? [.. sample.History.Select(message => new Turn(message.Role, message.Text))] : null,
                sample.Choices.Count > 0 ? sample.Choices : null);

    public Sample AddTo(Sample sample) => sample with
    {
        References = References ?? sample.References,
        History = History is null ? [] : [.. History.Select(turn => new Message(turn.Role, turn.Text))],
        Choices = Choices ?? [],
    };

    /// <summary>A message as it is stored.</summary>
    internal sealed record Turn(MessageRole Role, string Text);
}
