using System.Collections;
using System.Globalization;
using System.Net;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as HTML: sequences of records as tables, dictionaries and single objects as two columns.</summary>
internal static class HtmlView
{
    private const int MaxColumns = 50;

    /// <summary>The value's HTML, or null when plain text says it all.</summary>
    public static string? TryFormat(object value)
    {
        Type type = value.GetType();
        if (PlainText.IsScalar(type) || value is Task) { return null; }
        if (DataFrameView.TryFormat(value) is { } frame) { return frame; }
        return value switch
        {
            Exception exception => $"""<pre class="exception">{WebUtility.HtmlEncode(exception.ToString())}</pre>""",
            IDictionary map => Dictionary(map),
            IEnumerable items => Sequence(items),
            _ => Object(value),
        };
    }

    private static string? Object(object value)
    {
        IReadOnlyList<ValueMember> members = ValueMember.Of(value.GetType());
        if (members.Count == 0) { return null; }
        var table = new HtmlTable(["", "value"]);
        foreach (ValueMember member in members) { table.Add([member.Name, Cell(value, member)]); }
        return table.ToHtml(MethodNames.TypeName(value.GetType()));
    }

    private static string Dictionary(IDictionary map)
    {
        var table = new HtmlTable(["key", "value"]);
        foreach (DictionaryEntry entry in Entries(map).Take(PlainText.Limit)) { table.Add([entry.Key, entry.Value]); }
        return table.ToHtml(Count(map.Count, map.Count));
    }

    private static IEnumerable<DictionaryEntry> Entries(IDictionary map)
    {
        // Dictionaries enumerate as key-value pairs of their own type; this enumerator gives entries.
        IDictionaryEnumerator entries = map.GetEnumerator();
        while (entries.MoveNext()) { yield return entries.Entry; }
    }

    private static string Sequence(IEnumerable items)
    {
        var shown = new List<object?>();
        bool more = false;
        foreach (object? item in items)
        {
            more = shown.Count == PlainText.Limit;
            if (more) { break; }
            shown.Add(item);
        }
        string caption = Count(shown.Count, Length(items) ?? (more ? null : shown.Count));
        if (shown.Count == 0) { return $"""<p class="empty">empty, 0 items</p>"""; }

        Type[] types = [.. shown.OfType<object>().Select(item => item.GetType()).Distinct()];
        IReadOnlyList<ValueMember> columns = types is [{ } single] && HasColumns(single) ? ValueMember.Of(single) : [];
        if (columns.Count is 0 or > MaxColumns)
        {
            var list = new HtmlTable(["index", "value"]);
            for (int i = 0; i < shown.Count; i++) { list.Add([i, shown[i]]); }
            return list.ToHtml(caption);
        }
        var table = new HtmlTable([.. columns.Select(column => column.Name)]);
        foreach (object? item in shown)
        {
            table.Add([.. columns.Select(column => item is null ? null : Cell(item, column))]);
        }
        return table.ToHtml(caption);
    }

    private static bool HasColumns(Type type) =>
        !PlainText.IsScalar(type) && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type);

    private static object? Cell(object owner, ValueMember member)
    {
        object? read = null;
        string text = member.Show(owner, value => { read = value; return ""; });
        return text.Length > 0 ? text : read;
    }

    private static int? Length(IEnumerable items) => items switch
    {
        ICollection collection => collection.Count,
        _ => (int?)items.GetType().GetInterfaces()
            .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))
            ?.GetProperty("Count")?.GetValue(items),
    };

    private static string Count(int shown, int? all) => all switch
    {
        null => $"the first {shown} items",
        1 => "1 item",
        { } count when count > PlainText.Limit => string.Create(
            CultureInfo.InvariantCulture, $"{count} items, the first {PlainText.Limit} shown"),
        { } count => string.Create(CultureInfo.InvariantCulture, $"{count} items"),
    };
}
