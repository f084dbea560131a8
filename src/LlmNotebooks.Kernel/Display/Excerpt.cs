using System.Collections;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The start of a sequence, enumerated once, however often it is shown.</summary>
/// <param name="Items">The first items.</param>
/// <param name="Count">The number of all items; null when only enumerating all of them would tell.</param>
/// <param name="Failure">What the sequence threw after these items, or null.</param>
internal sealed record Excerpt(IReadOnlyList<object?> Items, int? Count, Exception? Failure = null)
{
    /// <summary>Items that are shown.</summary>
    public const int Limit = 20;

    /// <remarks>A sequence that throws before its first item throws here, too.</remarks>
    public static Excerpt Of(IEnumerable sequence)
    {
        List<object?> items = [];
        try
        {
            foreach (object? item in sequence)
            {
                if (items.Count == Limit) { return new Excerpt(items, Length(sequence)); }
                items.Add(item);
            }
        }
#pragma warning disable CA1031 // The author's code makes the items; those before the failure are shown, and the failure below them.
        catch (Exception exception) when (items.Count > 0 && RunningCell.OfThisCode is not { IsStopped: true })
#pragma warning restore CA1031
        {
            return new Excerpt(items, null, exception);
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
