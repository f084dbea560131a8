namespace Architecture.Tests;

/// <summary>Arrows that lead back to where they begin.</summary>
internal static class Cycle
{
    /// <summary>What is on or behind a cycle, in words; null where there is none.</summary>
    public static string? Find(IEnumerable<(string From, string To)> arrows)
    {
        HashSet<(string From, string To)> left = [.. arrows];
        while (left.RemoveWhere(arrow => !left.Any(next => next.From == arrow.To)) > 0)
        {
            // An arrow to what uses nothing more is on no cycle.
        }

        return left.Count == 0 ? null : string.Join(", ", left.Order().Select(arrow => $"{arrow.From} → {arrow.To}"));
    }
}
