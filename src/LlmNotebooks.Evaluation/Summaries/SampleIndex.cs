using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>What grouping needs to know of a run's samples, in the dataset's order, without their texts.</summary>
internal sealed class SampleIndex
{
    private SampleIndex(string?[] categories, int[] clusters, int[] groups)
    {
        Categories = categories;
        Clusters = clusters;
        Groups = groups;
    }

    public string?[] Categories { get; }

    /// <summary>The number of each sample's cluster; a sample without a key has a number of its own.</summary>
    public int[] Clusters { get; }

    /// <summary>The number of each sample's group of paraphrases.</summary>
    public int[] Groups { get; }

    public static SampleIndex Of(IEnumerable<SampleFacts> facts, int samples)
    {
        string?[] categories = new string?[samples];
        int[] clusters = new int[samples], groups = new int[samples];
        Dictionary<string, int> clusterNumbers = new(StringComparer.Ordinal), groupNumbers = new(StringComparer.Ordinal);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        int nextCluster = 0, nextGroup = 0;
        foreach (SampleFacts sample in facts)
        {
            categories[sample.Ordinal] = Shared(sample.Category, names);
            clusters[sample.Ordinal] = Number(clusterNumbers, sample.Cluster, ref nextCluster);
            groups[sample.Ordinal] = Number(groupNumbers, sample.IsWording ? sample.Cluster : null, ref nextGroup);
        }

        return new SampleIndex(categories, clusters, groups);
    }

    private static string? Shared(string? text, Dictionary<string, string> names)
    {
        if (text is null) { return null; }
        if (!names.TryGetValue(text, out string? known)) { names.Add(text, known = text); }
        return known;
    }

    private static int Number(Dictionary<string, int> numbers, string? key, ref int next)
    {
        if (key is null) { return next++; }
        if (!numbers.TryGetValue(key, out int number)) { numbers.Add(key, number = next++); }
        return number;
    }
}
