using System.Collections;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Tells which values are shown as sequences.</summary>
internal static class Sequences
{
    /// <summary>The start of a sequence as a <see cref="KeyedExcerpt"/> or an <see cref="Excerpt"/>, or null when the value is not a sequence.</summary>
    public static object? TryExcerpt(object value) => value switch
    {
        string => null,
        IEnumerable when IsTree(value.GetType()) => null,
        IEnumerable items => (object?)KeyedExcerpt.TryOf(items) ?? Excerpt.Of(items is Array { Rank: 2 } matrix ? Rows(matrix) : items),
        _ => IsMemory(value.GetType()) ? Excerpt.Of((IEnumerable)value.GetType().GetMethod("ToArray", [])!.Invoke(value, null)!) : null,
    };

    /// <summary>Whether a value is a node of a tree that can be enumerated, such as a JToken of Newtonsoft.Json: its own text says more than its children do.</summary>
    private static bool IsTree(Type type) => PlainText.IsWritten(type) && type.GetInterfaces().Any(items =>
        items.IsGenericType && items.GetGenericTypeDefinition() == typeof(IEnumerable<>)
        && items.GetGenericArguments()[0] is var item && item != typeof(object) && item.IsAssignableFrom(type));

    private static bool IsMemory(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Memory<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>));

    private static object?[][] Rows(Array matrix) =>
    [
        .. Enumerable.Range(matrix.GetLowerBound(0), matrix.GetLength(0)).Select(row => (object?[])
            [.. Enumerable.Range(matrix.GetLowerBound(1), matrix.GetLength(1)).Select(column => matrix.GetValue(row, column))]),
    ];
}
