namespace LlmNotebooks.Statistics;

/// <summary>Which of several models cannot be told apart, as groups with a letter each: two models share a letter if and only if they do not differ.</summary>
/// <remarks>
/// By insertion and absorption: Piepho (2004), "An algorithm for a letter-based representation of all-pairwise comparisons", J. Comput. Graph. Stat. 13:456–466.
/// The groups are the largest sets without a pair that differs. Whether a pair differs is decided outside, with p-values adjusted for the number of pairs.
/// </remarks>
public sealed record CompactLetters
{
    private CompactLetters(IReadOnlyList<string> models, IReadOnlyList<IReadOnlyList<string>> groups) => (Models, Groups) = (models, groups);

    /// <summary>The models, as they were given.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The groups, the first with letter a, each with its models in their order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    /// <summary>Groups the models.</summary>
    /// <param name="models">Distinct names, best first: letters are given in this order.</param>
    /// <param name="different">Pairs that differ significantly, in either order.</param>
    /// <exception cref="ArgumentException">A name is there twice, or a pair names another or one twice.</exception>
    public static CompactLetters Of(IReadOnlyList<string> models, IEnumerable<(string A, string B)> different)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(different);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (string model in models)
        {
            if (!numbers.TryAdd(model, numbers.Count)) { throw new ArgumentException($"'{model}' is there twice.", nameof(models)); }
        }

        List<SortedSet<int>> groups = models.Count == 0 ? [] : [[.. Enumerable.Range(0, models.Count)]];
        foreach ((string a, string b) in different)
        {
            int one = Number(numbers, a, nameof(different)), other = Number(numbers, b, nameof(different));
            if (one == other) { throw new ArgumentException($"'{a}' cannot differ from itself.", nameof(different)); }
            groups = Insert(groups, one, other);
        }

        groups.Sort(static (x, y) => Compare(x, y));
        return new CompactLetters([.. models], [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Select(i => models[i])])]);
    }

    /// <summary>The letters of a model, such as "ab": a to z, then A to Z, then numbers in brackets.</summary>
    /// <exception cref="ArgumentException">It is not among the models.</exception>
    public string this[string model] =>
        Models.Contains(model, StringComparer.Ordinal)
            ? string.Concat(Enumerable.Range(0, Groups.Count).Where(i => Groups[i].Contains(model, StringComparer.Ordinal)).Select(Letter))
            : throw new ArgumentException($"'{model}' is not among {string.Join(", ", Models)}.", nameof(model));

    private static List<SortedSet<int>> Insert(List<SortedSet<int>> groups, int one, int other)
    {
        List<SortedSet<int>> kept = [.. groups.Where(group => !(group.Contains(one) && group.Contains(other)))];
        IEnumerable<SortedSet<int>> split = groups.Where(group => group.Contains(one) && group.Contains(other))
            .SelectMany(group => new[] { Without(group, one), Without(group, other) });
        foreach (SortedSet<int> group in split)
        {
            if (kept.Exists(group.IsSubsetOf)) { continue; }
            kept.RemoveAll(group.IsProperSupersetOf);
            kept.Add(group);
        }

        return kept;
    }

    private static SortedSet<int> Without(SortedSet<int> group, int member) => [.. group.Where(other => other != member)];

    private static int Compare(SortedSet<int> x, SortedSet<int> y)
    {
        foreach ((int a, int b) in x.Zip(y))
        {
            if (a != b) { return a.CompareTo(b); }
        }

        return x.Count.CompareTo(y.Count);
    }

    private static string Letter(int group) => group switch
    {
        < 26 => ((char)('a' + group)).ToString(),
        < 52 => ((char)('A' + group - 26)).ToString(),
        _ => $"({group + 1})",
    };

    private static int Number(Dictionary<string, int> numbers, string model, string name) =>
        numbers.TryGetValue(model, out int number) ? number : throw new ArgumentException($"'{model}' is not among {string.Join(", ", numbers.Keys)}.", name);
}
