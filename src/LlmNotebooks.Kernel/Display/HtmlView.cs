using System.Collections;
using System.Globalization;
using System.Net;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as HTML: sequences of records as tables, dictionaries and single objects as two columns, those below the text that their type gives itself.</summary>
internal static class HtmlView
{
    private const int MaxColumns = 50;

    /// <summary>The value's HTML, or null when plain text says it all.</summary>
    public static string? TryFormat(object value)
    {
        Type type = value.GetType();
        if (PlainText.IsScalar(type) || value is Task) { return null; }
        return value switch
        {
            Exception exception => $"""<pre class="exception">{WebUtility.HtmlEncode(exception.ToString())}</pre>""",
            IDictionary map => Dictionary(map),
            Excerpt excerpt => Sequence(excerpt),
            _ => Object(value),
        };
    }

    private static string? Object(object value)
    {
        IReadOnlyList<ValueMember> members = ValueMember.Of(value.GetType());
        if (members.Count == 0) { return null; }
        HtmlTable table = new(["", "value"]);
        foreach (ValueMember member in members) { table.Add([member.Name, Cell(value, member)]); }
        string name = MethodNames.TypeName(value.GetType());
        return PlainText.IsWritten(value.GetType()) && value.ToString() is { Length: > 0 } text ? TextAbove(text, name, table) : table.ToHtml(name);
    }

    /// <summary>What the type's author chose to say first; the members are there for whoever asks.</summary>
    private static string TextAbove(string text, string name, HtmlTable members)
    {
        (string shown, string summary) = (WebUtility.HtmlEncode(text), WebUtility.HtmlEncode($"members of {name}"));
        return $"""<div class="text" style="white-space:pre-wrap">{shown}</div><details><summary>{summary}</summary>{members.ToHtml(name)}</details>""";
    }

    private static string Dictionary(IDictionary map)
    {
        HtmlTable table = new(["key", "value"]);
        foreach (DictionaryEntry entry in Entries(map).Take(Excerpt.Limit)) { table.Add([entry.Key, entry.Value]); }
        return table.ToHtml(Count(map.Count));
    }

    private static IEnumerable<DictionaryEntry> Entries(IDictionary map)
    {
        // Dictionaries enumerate as key-value pairs of their own type; this enumerator gives entries.
        IDictionaryEnumerator entries = map.GetEnumerator();
        while (entries.MoveNext()) { yield return entries.Entry; }
    }

    private static string Sequence(Excerpt excerpt)
    {
        if (excerpt.Items.Count == 0) { return """<p class="empty">empty, 0 items</p>"""; }

        Type[] types = [.. excerpt.Items.OfType<object>().Select(item => item.GetType()).Distinct()];
        IReadOnlyList<ValueMember> columns = types is [{ } single] && HasColumns(single) ? ValueMember.Of(single) : [];
        if (columns.Count is 0 or > MaxColumns)
        {
            HtmlTable list = new(["index", "value"]);
            for (int i = 0; i < excerpt.Items.Count; i++) { list.Add([i, excerpt.Items[i]]); }
            return list.ToHtml(Count(excerpt.Count));
        }
        HtmlTable table = new([.. columns.Select(column => column.Name)]);
        foreach (object? item in excerpt.Items)
        {
            table.Add([.. columns.Select(column => item is null ? null : Cell(item, column))]);
        }
        return table.ToHtml(Count(excerpt.Count));
    }

    private static bool HasColumns(Type type) =>
        !PlainText.IsScalar(type) && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type);

    private static object? Cell(object owner, ValueMember member)
    {
        object? read = null;
        string text = member.Show(owner, value => { read = value; return ""; });
        return text.Length > 0 ? text : read;
    }

    private static string Count(int? all) => all switch
    {
        null => $"the first {Excerpt.Limit} items",
        1 => "1 item",
        > Excerpt.Limit => string.Create(CultureInfo.InvariantCulture, $"{all} items, the first {Excerpt.Limit} shown"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{all} items"),
    };
}
