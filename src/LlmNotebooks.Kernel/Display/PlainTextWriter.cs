using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Writes one value as plain text, to a limited depth, number of parts and length, so that cycles and large graphs end.</summary>
internal sealed class PlainTextWriter
{
    private const int MaxDepth = 4;
    private const int MaxParts = 1_000;
    private const int MaxLength = 100_000;
    private const int MaxPartLength = 5_000;
    private const int LineLength = 100;
    private const int ShortPart = 30;

    private int _parts;

    public string Whole(object? value) => Text(value, 0);

    public string Part(object? value, int depth)
    {
        if (++_parts > MaxParts) { return "…"; }
        try
        {
            return Text(value, depth);
        }
#pragma warning disable CA1031 // The author's code writes the value; what it throws is shown in the value's place.
        catch (Exception exception) when (RunningCell.OfThisCode is not { IsStopped: true })
#pragma warning restore CA1031
        {
            return FormattingFailure.InPlace(exception);
        }
    }

    private string Text(object? value, int depth) => value switch
    {
        null => "null",
        string text => Cut(text, depth),
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable when PlainText.IsScalar(value.GetType()) => formattable.ToString(null, CultureInfo.InvariantCulture),
        Type type => MethodNames.TypeName(type),
        Delegate method => MethodNames.TypeName(method.GetType()),
        StringBuilder text => Cut(text.ToString(), depth),
        Exception exception when depth == 0 => ExceptionText.Of(exception),
        Exception exception => $"{exception.GetType().Name}: {Cut(ExceptionText.MessageOf(exception), depth)}",
        ITuple tuple => Join("(", ")", Enumerable.Range(0, tuple.Length).Select(i => Part(tuple[i], depth + 1)), 0),
        Excerpt excerpt => Sequence(excerpt, depth),
        KeyedExcerpt excerpt => Pairs(excerpt, depth),
        _ => Unawaited.TryAdvise(value) ?? JsonView.TryText(value, isIndented: depth == 0) ?? Composite(value, depth),
    };

    private string Composite(object value, int depth)
    {
        if (InteractiveFormatting.Current?.TryFormat(value, Documents.MimeTypeNames.Plain) is { } registered) { return Cut(registered, depth); }
        if (depth >= MaxDepth && value is System.Collections.IEnumerable) { return "[…]"; }
        if (Sequences.TryExcerpt(value) is { } excerpt) { return Text(excerpt, depth); }
        Type type = value.GetType();
        return PlainText.IsWritten(type) ? Cut(value.ToString() ?? "", depth) : Members(value, type, depth);
    }

    private string Sequence(Excerpt excerpt, int depth) =>
        Join("[", "]", excerpt.Items.Select(item => Part(item, depth + 1)).Concat(Rest(excerpt)), depth);

    private string Pairs(KeyedExcerpt excerpt, int depth) => excerpt.Keys.Count == 0
        ? "{ }"
        : Join("{ ", " }", excerpt.Keys.Zip(excerpt.Values, (key, value) => $"{Part(key, depth + 1)}: {Part(value, depth + 1)}").Concat(Rest(excerpt.Whole)), depth);

    private static IEnumerable<string> Rest(Excerpt excerpt) =>
        excerpt.Failure is { } failure ? [FormattingFailure.InPlace(failure)]
        : excerpt.Count is null ? ["…"]
        : excerpt.Count > excerpt.Items.Count ? [$"… {excerpt.Count - excerpt.Items.Count} more"] : [];

    /// <summary>All parts on a line if they fit, short ones on as few lines as they need, and long ones a line each.</summary>
    private static string Join(string open, string close, IEnumerable<string> items, int depth)
    {
        List<string> parts = [.. items];
        bool isOneLine = depth > 0 || (parts.Sum(part => part.Length + 2) <= LineLength && !parts.Exists(part => part.Contains('\n', StringComparison.Ordinal)));
        if (isOneLine) { return open + string.Join(", ", parts) + close; }

        string indent = "\n" + new string(' ', open.Length);
        bool isFilled = parts.TrueForAll(part => part.Length <= ShortPart && !part.Contains('\n', StringComparison.Ordinal));
        StringBuilder text = new(open);
        int column = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            bool fits = isFilled && column + parts[i].Length + 2 <= LineLength;
            if (i > 0) { text.Append(fits ? ", " : "," + indent); }
            column = fits ? column + parts[i].Length + 2 : parts[i].Length;
            text.Append(parts[i].Replace("\n", indent, StringComparison.Ordinal));
        }
        return text.Append(close).ToString();
    }

    /// <summary>An object that has no text of its own: its members, and of objects that are no records only near the surface.</summary>
    private string Members(object value, Type type, int depth)
    {
        bool isAnonymous = type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);
        bool isRecord = PlainText.IsGenerated(type);
        // As the compiler's text of a record has it: without the type around it.
        string name = isAnonymous ? "" : (isRecord ? type.Name.Split('`')[0] : MethodNames.TypeName(type)) + " ";
        bool isDeep = depth >= (isRecord ? MaxDepth : 2);
        IReadOnlyList<ValueMember> members = ValueMember.Of(type);
        if (members.Count == 0) { return isAnonymous ? "{ }" : name.TrimEnd(); }
        if (isDeep) { return name + "{…}"; }
        return $"{name}{{ {string.Join(", ", members.Select(m => $"{m.Name} = {m.Show(value, v => Part(v, depth + 1))}"))} }}";
    }

    private static string Cut(string text, int depth)
    {
        int length = depth == 0 ? MaxLength : MaxPartLength;
        if (text.Length <= length) { return text; }
        if (char.IsHighSurrogate(text[length - 1])) { length--; }
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}… {text.Length - length} more characters");
    }
}
