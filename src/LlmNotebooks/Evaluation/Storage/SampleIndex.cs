using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What grouping needs to know of a run's samples, without their texts.</summary>
internal sealed class SampleIndex
{
    private SampleIndex(string[] ids, string?[] categories, int[] clusters, int[] groups, string?[] clusterKeys)
    {
        Ids = ids;
        Categories = categories;
        Clusters = clusters;
        Groups = groups;
        ClusterKeys = clusterKeys;
    }

    public string[] Ids { get; }

    public string?[] Categories { get; }

    /// <summary>The number of each sample's cluster; a sample without a key has a number of its own.</summary>
    public int[] Clusters { get; }

    /// <summary>The number of each sample's group of paraphrases.</summary>
    public int[] Groups { get; }

    public string?[] ClusterKeys { get; }

    public static SampleIndex Read(SqliteConnection connection, long run)
    {
        List<string> ids = [];
        List<string?> categories = [], keys = [];
        List<int> clusters = [], groups = [];
        Dictionary<string, int> clusterNumbers = new(StringComparer.Ordinal), groupNumbers = new(StringComparer.Ordinal);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        using SqliteCommand command = connection.Command(
            """
            SELECT s.id, s.category, s.cluster, s.template IS NOT NULL
            FROM samples s JOIN runs r ON r.dataset = s.dataset WHERE r.key = $run ORDER BY s.ordinal
            """).With("$run", run);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string id = reader.GetString(0);
            string? cluster = Shared(reader.Text(2), names);
            ids.Add(id);
            categories.Add(Shared(reader.Text(1), names));
            keys.Add(cluster);
            clusters.Add(Number(clusterNumbers, cluster is null ? "i:" + id : "c:" + cluster));
            groups.Add(Number(groupNumbers, cluster is null || !reader.GetBoolean(3) ? "i:" + id : "c:" + cluster));
        }

        return new SampleIndex([.. ids], [.. categories], [.. clusters], [.. groups], [.. keys]);
    }

    private static string? Shared(string? text, Dictionary<string, string> names)
    {
        if (text is null) { return null; }
        if (!names.TryGetValue(text, out string? known)) { names.Add(text, known = text); }
        return known;
    }

    private static int Number(Dictionary<string, int> numbers, string key)
    {
        if (!numbers.TryGetValue(key, out int number)) { numbers.Add(key, number = numbers.Count); }
        return number;
    }
}
