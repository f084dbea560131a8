using System.Collections;
using System.Runtime.CompilerServices;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The columns that rows of one kind have in common: members of records, elements of tuples, keys of dictionaries.</summary>
/// <param name="Names">The columns' names.</param>
/// <param name="Cells">The cells of a row, in the columns' order.</param>
/// <param name="Count">The number of all columns, shown or not.</param>
internal sealed record TableColumns(IReadOnlyList<string> Names, Func<object, IReadOnlyList<object?>> Cells, int Count)
{
    /// <summary>Columns that are shown.</summary>
    public const int Limit = 50;

    /// <summary>What the caption says of columns that are not shown.</summary>
    public string Omission => Omitted(Count);

    /// <summary>What a caption says of columns that are not shown.</summary>
    public static string Omitted(int count) => count > Limit ? $", the first {Limit} of {count} columns" : "";

    /// <summary>The columns, or null when the rows are not all of one kind that has columns.</summary>
    public static TableColumns? TryOf(IReadOnlyList<object?> rows)
    {
        object[] present = [.. rows.OfType<object>()];
        if (present.Length == 0) { return null; }
        if (Array.TrueForAll(present, row => row is IDictionary map && map.Keys.Cast<object>().All(key => key is string))) { return OfKeys(present); }

        Type type = present[0].GetType();
        if (!Array.TrueForAll(present, row => row.GetType() == type)) { return null; }
        if (present[0] is ITuple { Length: > 0 } first) { return OfElements(first.Length); }
        IReadOnlyList<ValueMember> members = HasMembers(present[0], type) ? ValueMember.Of(type) : [];
        ValueMember[] shown = [.. members.Take(Limit)];
        return shown.Length == 0 ? null : new TableColumns([.. shown.Select(m => m.Name)], row => [.. shown.Select(m => m.Value(row))], members.Count);
    }

    private static TableColumns? OfKeys(object[] rows)
    {
        string[] keys = [.. rows.SelectMany(row => ((IDictionary)row).Keys.Cast<string>()).Distinct(StringComparer.Ordinal)];
        string[] shown = [.. keys.Take(Limit)];
        return keys.Length == 0 ? null : new TableColumns(shown, row => [.. shown.Select(key => ((IDictionary)row)[key])], keys.Length);
    }

    private static TableColumns OfElements(int count)
    {
        int[] shown = [.. Enumerable.Range(0, Math.Min(count, Limit))];
        return new TableColumns([.. shown.Select(i => $"Item{i + 1}")], row => [.. shown.Select(i => ((ITuple)row)[i])], count);
    }

    private static bool HasMembers(object value, Type type) =>
        !PlainText.IsScalar(type) && value is not (IEnumerable or Exception) && OwnHtml.TryFormat(value) is null
        && InteractiveFormatting.Current?.TryFormat(value, Documents.MimeTypeNames.Plain) is null
        && Unawaited.TryAdvise(value) is null && JsonView.TryText(value, isIndented: false) is null;
}
