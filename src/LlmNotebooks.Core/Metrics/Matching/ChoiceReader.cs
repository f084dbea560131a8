using System.Text.RegularExpressions;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>Finds the choice that an answer names.</summary>
internal sealed class ChoiceReader
{
    // What separates two letters of a list is shorter.
    private const int LongestSeparator = 32;

    // A statement is followed by its letter, not by a page.
    private const int LongestRest = 1_000;

    private static readonly Regex Box = Linear(@"\\boxed\{(?<content>(?:[^{}]|\{[^{}]*\})*)\}");
    private static readonly Regex Marks = Linear(@"\*|`|__|\$|\\(?:textbf|text|mathrm|mathbf|boxed)|\\[()\[\]]");
    private static readonly Regex Statement = Linear(
        @"(?i)\b(?:answer|(?:correct|right|best|final|my)\s+(?:option|choice|letter))\s*(?:is|was|would\s+be|must\s+be|should\s+be|[:=→–—-])\s*[:=]?\s*(?:(?:option|choice|letter|answer)\b\s*:?\s*)?"
        + @"|(?:" + AnswerWords.Pattern + @")\s*(?:is|ist|est|es|é|è|是|为|為|选|選|は|は、|은|는|هي|هو)?\s*[:：=]?\s*(?:(?:la|le|l['’]|die|der|a|option|opción|opção|option|lettre|letra)\s+)?"
        + @"|\b(?:choose|pick|select|go\s+with|opt\s+for)\s+(?:(?:option|choice|letter|answer)\b\s*)?");
    private static readonly Regex Letter = Linear(@"^[\s(\[""'“‘:]*(?<letter>[A-Za-z])(?:[^\p{L}\p{N}'’_-]|[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}]|\z)");
    private static readonly Regex Another = Linear(@"^[)\].]*\s*(?:,|/|&|and\s|n?or\s)\s*(?:n?or\s+|and\s+)?(?:(?:option|choice)\s+)?[(\[]?(?<letter>[A-Z])(?:[^\p{L}\p{N}'’_-]|\z)");
    private static readonly Regex OneBefore = Linear(@"(?:\A|[^\p{L}\p{N}'’_-])[A-Z][)\].]*(?:\s*(?:/|&)|\s(?:and|n?or))\s*(?:(?:option|choice)\s+)?\z");
    private static readonly Regex OneAndACommaBefore = Linear(@"(?:\A|[^\p{L}\p{N}'’_-])[A-Z][)\].]*\s*,\s*\z");
    private static readonly Regex DeniedBefore = Linear(@"(?i)(?:\b(?:not|neither|nor|cannot|never|excluding|(?:rule|rules|ruled|ruling)\s+out)|n['’]t)\s+(?:(?:be|choose|pick|select)\s+)?(?:(?:option|choice|letter|answer)\s+)?[(\[]?\z");
    private static readonly Regex DeniedAfter = Linear(@"(?i)\A[)\].]*\s+(?:(?:is|was)\s+(?:not\b|wrong\b|incorrect\b|false\b)|(?:isn['’]t|wasn['’]t|cannot\s+be|can['’]t\s+be)\b)");
    private static readonly Regex DeniedText = Linear(@"\b(?:not|neither|nor|cannot|never|isnt|wasnt|cant be|excluding|ruled? out)(?: be)? \z");
    private static readonly Regex WordAfter = Linear(@"\A\s+[^\W\d_]{2}");
    private static readonly Regex Verdict = Linear(@"(?<letter>[A-Z])[)\].]?\s+(?:is|was|would\s+be|must\s+be)\s+(?:the\s+)?(?:only\s+)?(?:correct|right|best)\b");
    private static readonly Regex Conclusion = Linear(@"(?i:\b(?:therefore|thus|hence|so|consequently))\s*,?\s*(?:(?i:it\s+(?:is|must\s+be)|the\s+answer\s+is|option|choice|answer)\s+)*[(\[]?(?<letter>[A-Z])[)\]]?\s*(?:[.!;,]|\z|\n)");
    private static readonly Regex Beginning = Linear(@"(?m)^[ \t]*(?:[(\[](?<letter>[A-Za-z])[)\]]|(?<letter>[A-Z])(?:[.):](?:\s|\z)|[ \t]*$)|(?<letter>[a-z])\)(?:\s|\z))");

    private readonly IReadOnlyList<string> _choices;
    private readonly string[] _texts;

    public ChoiceReader(IReadOnlyList<string> choices)
    {
        _choices = choices;
        _texts = [.. choices.Select(SquadExactMatch.Normalize)];
    }

    private char Last => (char)('A' + (_choices.Count == 0 ? 26 : _choices.Count) - 1);

    /// <summary>The letter that a target stands for, by its text or as it is; null where it is neither.</summary>
    public char? Target(string target)
    {
        for (int i = 0; i < _choices.Count; i++)
        {
            if (string.Equals(_choices[i].Trim(), target.Trim(), StringComparison.Ordinal)) { return (char)('A' + i); }
        }

        string letter = target.Trim().Trim('(', ')', '[', ']', '.', ':').Trim();
        return letter.Length == 1 && char.ToUpperInvariant(letter[0]) is >= 'A' and var named && named <= Last ? named : null;
    }

    public ChoiceReading Read(string answer)
    {
        string text = Plain(answer);
        if (text.Length == 0) { return new(null, "the answer is empty"); }
        return Stated(text) ?? Alone(text) ?? Leading(text) ?? ByText(text) ?? Standing(text);
    }

    // Marks of Markdown and LaTeX are taken out; a box is a statement; full-width characters and the letters of other scripts are those that they stand for.
    private static string Plain(string answer) =>
        Marks.Replace(Box.Replace(AnswerWords.Latin(answer), " Answer: ${content} "), "").Replace('{', '(').Replace('}', ')').Trim();

    // The last statement counts: it may correct an earlier one.
    private ChoiceReading? Stated(string text)
    {
        Match? verdict = Verdict.Matches(text).Where(match => match.Index == 0 || !char.IsLetterOrDigit(text[match.Index - 1]))
            .Concat(Conclusion.Matches(text).Where(match => match.Groups["letter"].Value[0] <= Last)).MaxBy(match => match.Index);
        foreach (Match match in Statement.Matches(text).Reverse())
        {
            if (match.Index < verdict?.Index) { break; }
            int start = match.Index + match.Length;
            if (Named(text.Substring(start, Math.Min(LongestRest, text.Length - start)), $"'{match.Value.Trim()}'") is { } reading) { return reading; }
        }

        return verdict is null ? null : Known(verdict.Groups["letter"].Value[0], $"'{verdict.Value.Trim()}'");
    }

    // What follows a statement: a choice's text to the end of its line, or else a letter.
    private ChoiceReading? Named(string rest, string by)
    {
        string line = rest.Split('\n')[0].Trim();
        if (Equal(line) is { } whole) { return new(whole, $"text of {whole} after {by}"); }
        Match match = Letter.Match(rest);
        if (!match.Success) { return null; }
        char letter = match.Groups["letter"].Value[0];
        string after = rest[(match.Groups["letter"].Index + 1)..];
        // A small letter may be the article, unless something closes it.
        if (char.IsLower(letter) && !(after.Length == 0 || after[0] is ')' or ']' or '.' or ',' or ':' or ';' or '\n' or '"' or '\'')) { return null; }
        Match another = Another.Match(after);
        if (another.Success && another.Groups["letter"].Value[0] is var second && second != char.ToUpperInvariant(letter) && second <= Last)
        {
            return new(null, $"{by} is followed by both {char.ToUpperInvariant(letter)} and {second}");
        }

        return Known(letter, by);
    }

    private ChoiceReading? Alone(string text)
    {
        string letter = text.Trim('(', ')', '[', ']', '.', ':', ',', ';', '!', '"', '\'', ' ', '\n', '\r', '\t');
        return letter.Length == 1 && char.IsAsciiLetter(letter[0]) ? Known(letter[0], "the answer") : null;
    }

    private ChoiceReading? Leading(string text)
    {
        char[] letters = [.. Beginning.Matches(text).Select(match => char.ToUpperInvariant(match.Groups["letter"].Value[0])).Where(letter => letter <= Last).Distinct()];
        return letters.Length == 1 && Beginning.Match(text) is { Success: true, Index: 0 } ? Known(letters[0], "the beginning of the answer") : null;
    }

    private ChoiceReading? ByText(string text)
    {
        if (Equal(text) is { } whole) { return new(whole, $"the answer is the text of {whole}"); }
        string read = $" {SquadExactMatch.Normalize(text)} ";
        int[] found = [.. Enumerable.Range(0, _texts.Length).Where(i => _texts[i].Length > 0 && Affirms(read, $" {_texts[i]} "))];
        // A text within another's does not count beside it.
        found = [.. found.Where(i => !found.Any(j => j != i && _texts[j].Length > _texts[i].Length && $" {_texts[j]} ".Contains($" {_texts[i]} ", StringComparison.Ordinal)))];
        char[] letters = [.. found.Select(i => (char)('A' + i))];
        return letters.Length == 1 && !Alones(text).Any(letter => letter != letters[0]) ? new(letters[0], $"the answer has the text of {letters[0]} only") : null;
    }

    // Whether a text has another somewhere without denying it there.
    private static bool Affirms(string text, string part)
    {
        for (int place = text.IndexOf(part, StringComparison.Ordinal); place >= 0; place = text.IndexOf(part, place + 1, StringComparison.Ordinal))
        {
            if (!DeniedText.IsMatch(text[Math.Max(0, place + 1 - LongestSeparator)..(place + 1)])) { return true; }
        }

        return false;
    }

    private ChoiceReading Standing(string text)
    {
        char[] named = [.. Alones(text)], letters = [.. Alones(text, denied: false)];
        return letters.Length switch
        {
            0 when named.Length > 0 => new(null, $"the answer says that it is not {string.Join(" or ", named)}"),
            1 => new(letters[0], $"{letters[0]} is the only letter in the answer"),
            0 => new(null, "the answer names no choice"),
            _ => new(null, $"the answer names {string.Join(" and ", letters)} and does not say which it means"),
        };
    }

    // Capital letters that stand alone; A and I, which are words, only where something marks them.
    private IEnumerable<char> Alones(string text, bool denied = true) =>
        Enumerable.Range(0, text.Length)
            .Where(place => text[place] >= 'A' && text[place] <= Last && Bounded(text, place) && (text[place] is not ('A' or 'I') || Marked(text, place)) && (denied || !Denied(text, place)))
            .Select(place => text[place]).Distinct().Order();

    private static bool Denied(string text, int place) =>
        DeniedBefore.IsMatch(text[Math.Max(0, place - LongestSeparator)..place]) || DeniedAfter.IsMatch(text[(place + 1)..Math.Min(text.Length, place + 1 + LongestSeparator)]);

    private static bool Bounded(string text, int place) =>
        (place == 0 || !(char.IsLetterOrDigit(text[place - 1]) || text[place - 1] is '\'' or '’' or '-'))
        && (place + 1 == text.Length || !(char.IsLetterOrDigit(text[place + 1]) || text[place + 1] is '\'' or '’' or '-'));

    private static bool Marked(string text, int place) =>
        (place + 1 < text.Length && text[place + 1] is ')' or ']' or ':') || (place > 0 && text[place - 1] is '(' or '[') || Listed(text, place);

    // Beside another letter: A or B, A, B or C; but not the article of 'B, A large city'.
    private static bool Listed(string text, int place)
    {
        string before = text[Math.Max(0, place - LongestSeparator)..place], after = text[(place + 1)..Math.Min(text.Length, place + 1 + LongestSeparator)];
        return Another.IsMatch(after) || OneBefore.IsMatch(before) || (OneAndACommaBefore.IsMatch(before) && !WordAfter.IsMatch(after));
    }

    private char? Equal(string text)
    {
        string read = SquadExactMatch.Normalize(text);
        int found = -1;
        for (int i = 0; i < _texts.Length; i++)
        {
            if (_texts[i].Length == 0 || !string.Equals(_texts[i], read, StringComparison.Ordinal)) { continue; }
            if (found >= 0) { return null; }
            found = i;
        }

        return found < 0 ? null : (char)('A' + found);
    }

    private ChoiceReading Known(char letter, string by)
    {
        char capital = char.ToUpperInvariant(letter);
        return capital <= Last ? new(capital, $"{capital} after {by}") : new(null, $"{by} names {capital}, and there are {_choices.Count} choices");
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
}
