using System.Globalization;

namespace LlmNotebooks.Datasets;

/// <summary>The letters under which choices are offered: A for the first, up to Z.</summary>
internal static class ChoiceLetters
{
    /// <summary>There are no more letters.</summary>
    public const int Most = 26;

    public static string Of(int index) => ((char)('A' + index)).ToString();

    /// <summary>"A) first", "B) second", each on its line.</summary>
    public static string Lines(IReadOnlyList<string> choices) => string.Join('\n', choices.Select((choice, index) => $"{Of(index)}) {choice}"));

    /// <summary>"A, B, C or D".</summary>
    public static string Listed(int count) =>
        count == 1 ? Of(0) : $"{string.Join(", ", Enumerable.Range(0, count - 1).Select(Of))} or {Of(count - 1)}";

    /// <summary>The choice under a letter of either case; null where it is none of them.</summary>
    public static int? IndexOf(string letter, int count) =>
        letter.Length == 1 && char.ToUpperInvariant(letter[0]) - 'A' is var index && index >= 0 && index < count ? index : null;

    /// <summary>The choice that a letter, the choice's text or, where asked for, its number from 0 means.</summary>
    /// <returns>Null, or what is wrong with it: it means none, or two different ones.</returns>
    public static string? Resolve(string answer, IReadOnlyList<string> choices, bool numbers, out int index)
    {
        string text = answer.Trim();
        int? byLetter = IndexOf(text, choices.Count), byText = Position(choices, text), byNumber = null;
        if (numbers && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < choices.Count) { byNumber = number; }
        int[] meant = [.. new[] { byText, byLetter, byNumber }.OfType<int>().Distinct()];
        index = meant.Length > 0 ? meant[0] : -1;
        return meant.Length switch
        {
            1 => null,
            0 => $"'{Short(text)}' is none of the {choices.Count} choices, neither a letter up to {Of(choices.Count - 1)} nor one of their texts ({string.Join(", ", choices.Select(choice => $"'{Short(choice)}'"))}).",
            _ => $"'{Short(text)}' means two choices, {Of(meant[0])} by its text and {Of(meant[1])} by its {(byLetter is null ? "number" : "letter")}; give the {(byLetter is null ? "letter" : "index, a JSON number from 0")}.",
        };
    }

    /// <summary>What is wrong with choices; null where nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> choices)
    {
        if (choices.Count < 2) { return choices.Count == 0 ? "There is no choice; give at least two, or leave the field out." : "There is one choice only; give at least two."; }
        if (choices.Count > Most) { return $"There are {choices.Count} choices, and letters for {Most}."; }
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < choices.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(choices[i])) { return $"Choice {Of(i)} is blank."; }
            if (!seen.TryAdd(choices[i].Trim(), i)) { return $"Choices {Of(seen[choices[i].Trim()])} and {Of(i)} are the same, '{Short(choices[i])}'; choices differ."; }
        }

        return null;
    }

    private static int? Position(IReadOnlyList<string> choices, string text)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            if (string.Equals(choices[i].Trim(), text, StringComparison.Ordinal)) { return i; }
        }

        return null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
