using System.Text.RegularExpressions;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>The number that a text states as its answer, where a later one is a remark.</summary>
internal static partial class FinalStatement
{
    /// <summary>That of the last "the answer is", or the last before a remark in brackets that ends the text; null where there is neither.</summary>
    public static TextNumber? Read(string text, IReadOnlyList<TextNumber> numbers)
    {
        if (Stated().Matches(text).LastOrDefault() is { } statement && Of(text, statement.Index + statement.Length, numbers) is { } stated) { return stated; }
        Match remark = Remark().Match(text);
        if (!remark.Success || numbers[^1].Start < remark.Index) { return null; }
        TextNumber[] before = [.. numbers.Where(number => number.Start + number.Length <= remark.Index)];
        return before.Length > 0 ? before[^1] : null;
    }

    // The first number of the sentence, or the last where a sum is written out.
    private static TextNumber? Of(string text, int begin, IReadOnlyList<TextNumber> numbers)
    {
        Match end = SentenceEnd().Match(text, begin);
        int last = end.Success ? end.Index : text.Length;
        TextNumber[] within = [.. numbers.Where(number => number.Start >= begin && number.Start < last)];
        if (within.Length == 0) { return null; }
        int equals = text.LastIndexOf('=', last - 1, last - begin);
        return within.FirstOrDefault(number => number.Start > equals) is { Length: > 0 } result ? result : within[0];
    }

    [GeneratedRegex(@"(?i)\b(?:final\s+)?answer\s*(?:is|would\s+be|=|:)\s*:?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Stated();

    [GeneratedRegex(@"[.!?](?:\s|\z)|\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnd();

    // At least two words in the brackets, and nothing but signs after them.
    [GeneratedRegex(@"\([^()]*\p{L}{2,}[^()]*\s+[^()]*\p{L}{2,}[^()]*\)[\s.!]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Remark();
}
