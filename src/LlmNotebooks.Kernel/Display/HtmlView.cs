using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as HTML: sequences and dictionaries of records as tables, other dictionaries and single objects as two columns, those below the text that their type gives itself.</summary>
internal static class HtmlView
{
    /// <summary>The value's HTML, or null when plain text says it all.</summary>
    public static string? TryFormat(object value)
    {
        if (PlainText.IsScalar(value.GetType()) || value is ITuple || Unawaited.TryAdvise(value) is not null) { return null; }
        return value switch
        {
            Exception exception => $"""<pre class="exception">{WebUtility.HtmlEncode(ExceptionText.Of(exception))}</pre>""",
            KeyedExcerpt excerpt => Dictionary(excerpt) + Failure(excerpt.Whole),
            Excerpt excerpt => Sequence(excerpt) + Failure(excerpt),
            _ => Object(value),
        };
    }

    private static string? Object(object value)
    {
        IReadOnlyList<ValueMember> members = ValueMember.Of(value.GetType());
        if (members.Count == 0) { return null; }
        HtmlTable table = new(["", "value"]);
        foreach (ValueMember member in members) { table.Add([member.Name, member.Value(value)]); }
        string name = MethodNames.TypeName(value.GetType());
        return PlainText.IsWritten(value.GetType()) && PlainText.Of(value) is { Length: > 0 } text ? TextAbove(text, name, table) : table.ToHtml(name);
    }

    /// <summary>What the type's author chose to say first; the members are there for whoever asks.</summary>
    private static string TextAbove(string text, string name, HtmlTable members)
    {
        (string shown, string summary) = (WebUtility.HtmlEncode(text), WebUtility.HtmlEncode($"members of {name}"));
        return $"""<div class="text" style="white-space:pre-wrap">{shown}</div><details><summary>{summary}</summary>{members.ToHtml(name)}</details>""";
    }

    private static string Dictionary(KeyedExcerpt excerpt) => Table("key", excerpt.Keys, excerpt.Values, excerpt.Whole);

    private static string Sequence(Excerpt excerpt)
    {
        if (excerpt.Items.Count == 0) { return """<p class="empty">empty, 0 items</p>"""; }
        if (TableColumns.TryOf(excerpt.Items) is not { } columns)
        {
            return Table("index", [.. Enumerable.Range(0, excerpt.Items.Count).Cast<object?>()], excerpt.Items, excerpt);
        }
        HtmlTable table = new(columns.Names);
        foreach (object? item in excerpt.Items) { table.Add(Cells(columns, item)); }
        return table.ToHtml(Count(excerpt) + columns.Omission);
    }

    /// <summary>A table whose first column tells the rows apart; the columns of the values, if they have any, follow.</summary>
    private static string Table(string head, IReadOnlyList<object?> keys, IReadOnlyList<object?> values, Excerpt whole)
    {
        TableColumns? columns = TableColumns.TryOf(values);
        HtmlTable table = new(columns is null ? [head, "value"] : [head, .. columns.Names]);
        for (int i = 0; i < keys.Count; i++) { table.Add(columns is null ? [keys[i], values[i]] : [keys[i], .. Cells(columns, values[i])]); }
        return table.ToHtml(Count(whole) + columns?.Omission);
    }

    private static IReadOnlyList<object?> Cells(TableColumns columns, object? row) => row is null ? new object?[columns.Names.Count] : columns.Cells(row);

    private static string Failure(Excerpt excerpt) => excerpt.Failure is { } failure
        ? FormattingFailure.Html($"After {Items(excerpt.Items.Count)}: {FormattingFailure.Message(failure)}")
        : "";

    private static string Count(Excerpt excerpt) => excerpt switch
    {
        { Failure: not null } => Items(excerpt.Items.Count),
        { Count: null } => $"the first {Excerpt.Limit} items",
        { Count: > Excerpt.Limit } => $"{Items(excerpt.Count.Value)}, the first {Excerpt.Limit} shown",
        _ => Items(excerpt.Count.Value),
    };

    private static string Items(int count) => count == 1 ? "1 item" : string.Create(CultureInfo.InvariantCulture, $"{count} items");
}
