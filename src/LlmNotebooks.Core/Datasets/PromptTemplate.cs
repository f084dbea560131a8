using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>A text with variables that each sample fills: <c>{{input}}</c>, <c>{{choices}}</c>, <c>{{letters}}</c>, <c>{{category}}</c>, and any field of its metadata. Immutable.</summary>
/// <remarks>
/// <c>{{choices}}</c> is one line for each choice, "A) …"; <c>{{letters}}</c> lists their letters, "A, B, C or D"; <c>{{target}}</c> is for examples only, see
/// <see cref="DatasetPrompts.WithExamples"/>. A dotted name reaches into nested objects of the metadata. White space within the braces does not count.
/// <c>\{{</c> stands for two braces, and <c>\\{{</c> for a backslash before a variable; single braces and other backslashes stand for themselves.
/// </remarks>
public sealed class PromptTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";

    private readonly IReadOnlyList<(string Text, string? Variable)> _parts;

    private PromptTemplate(string text, IReadOnlyList<(string Text, string? Variable)> parts)
    {
        Text = text;
        _parts = parts;
        Variables = [.. parts.Select(part => part.Variable).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Question, choices, and the request to answer with the letter.</summary>
    public static PromptTemplate MultipleChoice { get; } = Parse("{{input}}\n\n{{choices}}\n\nAnswer with the letter of the right choice only: {{letters}}.");

    /// <summary>The template's text as it was given.</summary>
    public string Text { get; }

    /// <summary>Names of its variables, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>A template from its text.</summary>
    /// <exception cref="FormatException">A variable has no end or no name; the message has line and column.</exception>
    public static PromptTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(string, string?)> parts = [];
        StringBuilder literal = new();
        int at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is var open && open >= 0)
        {
            int backslashes = text.AsSpan(at, open - at).Length - text.AsSpan(at, open - at).TrimEnd('\\').Length;
            literal.Append(text, at, open - at - backslashes).Append('\\', backslashes / 2);
            at = open + Open.Length;
            if (backslashes % 2 == 1)
            {
                literal.Append(Open);
                continue;
            }

            int close = text.IndexOf(Close, at, StringComparison.Ordinal);
            string inner = close < 0 ? string.Empty : text[at..close], name = inner.Trim();
            if (close < 0 || inner.Contains('\n', StringComparison.Ordinal) || inner.Contains('{', StringComparison.Ordinal))
            {
                throw Error(text, open, @"The variable that begins here has no '}}'; braces that are meant as such are written \{{.");
            }

            if (name.Length == 0) { throw Error(text, open, @"The variable has no name; braces that are meant as such are written \{{."); }
            parts.Add((literal.ToString(), name));
            literal.Clear();
            at = close + Close.Length;
        }

        parts.Add((literal.Append(text, at, text.Length - at).ToString(), null));
        return new PromptTemplate(text, parts);
    }

    /// <summary>A template from a file, UTF-8; line ends become LF, and the one at the file's end is not part of it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">A variable has no end or no name; the message has file, line and column.</exception>
    public static PromptTemplate Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no template '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        try
        {
            return Parse(text.EndsWith('\n') ? text[..^1] : text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}, {e.Message}", e);
        }
    }

    /// <summary>The text with the sample's values.</summary>
    /// <exception cref="ArgumentException">The sample has no value for a variable; the message names it, the sample, and the variables that there are.</exception>
    public string Render(Sample sample) => Render(sample, asExample: false);

    /// <summary>The template's text.</summary>
    public override string ToString() => Text;

    internal string Render(Sample sample, bool asExample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        StringBuilder text = new();
        foreach ((string literal, string? variable) in _parts)
        {
            text.Append(literal);
            if (variable is not null) { text.Append(Value(sample, variable, asExample) ?? throw Unknown(sample, variable, asExample)); }
        }

        return text.ToString();
    }

    private static string? Value(Sample sample, string variable, bool asExample) => variable switch
    {
        "input" => sample.Input,
        "target" => asExample ? sample.Target : null,
        "category" => sample.Category,
        "choices" when sample.Choices.Count > 0 => ChoiceLetters.Lines(sample.Choices),
        "letters" when sample.Choices.Count > 0 => ChoiceLetters.Listed(sample.Choices.Count),
        _ => Metadata(sample, variable),
    };

    private static string? Metadata(Sample sample, string variable)
    {
        if (sample.Metadata.TryGetValue(variable, out JsonElement value)) { return TextOf(value); }
        string[] steps = variable.Split('.');
        if (!sample.Metadata.TryGetValue(steps[0], out value)) { return null; }
        foreach (string step in steps.Skip(1))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value)) { return null; }
        }

        return TextOf(value);
    }

    /// <summary>Objects and arrays as the file has them.</summary>
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };

    private static ArgumentException Unknown(Sample sample, string variable, bool asExample)
    {
        if (variable == "target" && !asExample) { return new ArgumentException("A prompt with {{target}} would tell the model the answer; only the template of examples may have it.", nameof(sample)); }
        List<string> known = ["input"];
        if (asExample && sample.Target is not null) { known.Add("target"); }
        if (sample.Category is not null) { known.Add("category"); }
        if (sample.Choices.Count > 0) { known.AddRange(["choices", "letters"]); }
        known.AddRange(sample.Metadata.Keys.Order(StringComparer.Ordinal));
        return new ArgumentException($"Sample '{sample.Id}' has no value for {{{{{variable}}}}}; it has {string.Join(", ", known)}.", nameof(sample));
    }

    private static FormatException Error(string text, int at, string problem)
    {
        int line = text.AsSpan(0, at).Count('\n') + 1, column = at - text.LastIndexOf('\n', Math.Max(at - 1, 0));
        return new FormatException($"line {line}, column {(line == 1 ? at + 1 : column)}: {problem}");
    }
}
