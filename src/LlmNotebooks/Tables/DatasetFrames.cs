using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tables;

/// <summary>Data sets as frames.</summary>
public static class DatasetFrames
{
    /// <summary>One row for each category, in the order in which they come.</summary>
    /// <remarks>Columns: <c>category</c> (missing for samples without one), <c>samples</c>, <c>clusters</c> (a sample without a cluster is one of its own), and of the first sample <c>input</c> and <c>target</c>.</remarks>
    public static Frame ByCategory(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Frame.Of(dataset.Samples.GroupBy(sample => sample.Category, StringComparer.Ordinal).Select(group => (Category: group.Key, Samples: group.Count(), Clusters: Clusters(group), First: group.First())))
            .Column("category", c => c.Category, ColumnRole.Key)
            .Column("samples", c => c.Samples, Unit.Count)
            .Column("clusters", c => c.Clusters, Unit.Count)
            .Column("input", c => c.First.Input)
            .Column("target", c => c.First.Target)
            .Build();
    }

    private static int Clusters(IEnumerable<Sample> samples) => samples.Select(sample => (sample.Cluster, sample.Cluster is null ? sample.Id : null)).Distinct().Count();
}
