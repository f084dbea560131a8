namespace LlmNotebooks.Datasets.Reading;

/// <summary>What a row gives to choose from.</summary>
/// <param name="Texts">The choices' texts; empty where there are none.</param>
/// <param name="Labels">How the data names each; null where it does not.</param>
/// <param name="AreLabelsWritten">Whether the labels stand beside the texts; else they are the ends of the fields' names.</param>
/// <param name="Right">The right ones, where the choices themselves say it.</param>
internal sealed record ChoiceSet(IReadOnlyList<string> Texts, IReadOnlyList<string>? Labels = null, bool AreLabelsWritten = false, IReadOnlyList<int>? Right = null)
{
    public static ChoiceSet None { get; } = new([]);

    /// <summary>The choice with a label; null where there is none.</summary>
    public int? LabelOf(string text) => Position(Labels, text);

    /// <summary>The choice with a text, null where there is none.</summary>
    public int? TextOf(string text) => Position(Texts, text);

    private static int? Position(IReadOnlyList<string>? texts, string text)
    {
        for (int i = 0; i < texts?.Count; i++)
        {
            if (string.Equals(texts[i].Trim(), text, StringComparison.Ordinal)) { return i; }
        }

        return null;
    }
}
