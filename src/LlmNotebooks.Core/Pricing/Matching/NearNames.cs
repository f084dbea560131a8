namespace LlmNotebooks.Pricing.Matching;

/// <summary>Names that a person may have meant.</summary>
internal static class NearNames
{
    private const int Most = 3;

    /// <summary>"; near: a, b", or nothing where no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> names)
    {
        string[] near = [.. names
            .Select(n => (Name: n, Distance: Distance(name, n)))
            .Where(n => n.Distance < name.Length && n.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Name).Take(Most)];
        return near.Length == 0 ? "" : "; near: " + string.Join(", ", near);
    }

    /// <summary>Levenshtein's distance, case aside.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                int change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(diagonal + change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
