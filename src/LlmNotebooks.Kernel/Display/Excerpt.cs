using System.Collections;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The start of a sequence, enumerated once, however often it is shown.</summary>
/// <param name="Items">The first items.</param>
/// <param name="Count">The number of all items; null when only enumerating all of them would tell.</param>
internal sealed record Excerpt(IReadOnlyList<object?> Items, int? Count)
{
    /// <summary>Items that are shown.</summary>
    public const int Limit = 20;

    /// <summary>Whether there are items that are not shown.</summary>
    public bool IsCut => Count is null || Count > Items.Count;

    public static Excerpt Of(IEnumerable sequence)
    {
        List<object?> items = [];
        foreach (object? item in sequence)
        {
            if (items.Count == Limit) { return new Excerpt(items, Length(sequence)); }
            items.Add(item);
        }
        return new Excerpt(items, items.Count);
    }

    private static int? Length(IEnumerable sequence) => sequence is ICollection collection
        ? collection.Count
        : (int?)sequence.GetType().GetInterfaces()
            .FirstOrDefault(type => type.IsGenericType
                && (type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>) || type.GetGenericTypeDefinition() == typeof(ICollection<>)))
            ?.GetProperty("Count")?.GetValue(sequence);
}
