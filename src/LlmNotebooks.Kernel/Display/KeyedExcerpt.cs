using System.Collections;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The start of a dictionary, a lookup or another sequence of keys with what belongs to them.</summary>
/// <param name="Keys">The first keys.</param>
/// <param name="Values">What belongs to each of them.</param>
/// <param name="Whole">The sequence that they are the start of.</param>
internal sealed record KeyedExcerpt(IReadOnlyList<object?> Keys, IReadOnlyList<object?> Values, Excerpt Whole)
{
    /// <summary>The excerpt, or null when the sequence has no keys.</summary>
    public static KeyedExcerpt? TryOf(IEnumerable sequence)
    {
        if (sequence is not IDictionary && !sequence.GetType().GetInterfaces().Any(IsKeyed)) { return null; }
        Excerpt whole = Excerpt.Of(sequence);
        (object? Key, object? Value)[] pairs = [.. whole.Items.Select(Pair)];
        return new KeyedExcerpt([.. pairs.Select(pair => pair.Key)], [.. pairs.Select(pair => pair.Value)], whole);
    }

    private static bool IsKeyed(Type type) =>
        Is(type, typeof(IEnumerable<>)) && type.GetGenericArguments()[0] is var item && (Is(item, typeof(KeyValuePair<,>)) || Is(item, typeof(IGrouping<,>)));

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static (object? Key, object? Value) Pair(object? item)
    {
        if (item is null) { return (null, null); }
        if (item is DictionaryEntry entry) { return (entry.Key, entry.Value); }
        Type type = item.GetType();
        return type.GetInterfaces().FirstOrDefault(implemented => Is(implemented, typeof(IGrouping<,>))) is { } grouping
            ? (grouping.GetProperty("Key")!.GetValue(item), item)
            : (type.GetProperty("Key")!.GetValue(item), type.GetProperty("Value")!.GetValue(item));
    }
}
