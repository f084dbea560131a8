using LlmNotebooks.Metrics.Catalog;

namespace LlmNotebooks.Metrics;

/// <summary>The metrics that compare an answer with references, by name.</summary>
public static class TextMetrics
{
    private static readonly Dictionary<string, CatalogEntry> ByName = MetricCatalog.Entries.ToDictionary(entry => entry.Info.Name, StringComparer.Ordinal);

    /// <summary>All of them: those of single answers, then those of a corpus.</summary>
    public static IReadOnlyList<MetricInfo> All { get; } = [.. MetricCatalog.Entries.Select(entry => entry.Info)];

    /// <summary>What is known of a metric; null where there is none of this name.</summary>
    /// <param name="name">A name, as in <see cref="All"/>.</param>
    public static MetricInfo? Find(string name) => ByName.TryGetValue(name, out CatalogEntry? entry) ? entry.Info : null;

    /// <summary>Makes a metric of single answers.</summary>
    /// <param name="name">A name, as in <see cref="All"/>.</param>
    /// <param name="options">Its options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no such metric, it is one of a corpus, it does not know an option, or a value is out of its range.</exception>
    public static IMetric Create(string name, TextMetricOptions? options = null)
    {
        CatalogEntry entry = Entry(name);
        if (entry.Single is null)
        {
            string single = name["corpus-".Length..];
            throw new ArgumentException($"The metric {name} scores all answers together and none by itself; take {single}, which scores each, or give the answers to {name} when they are there (llmnb metrics).", nameof(name));
        }

        return entry.Single(Checked(entry, options));
    }

    /// <summary>Makes a metric of a corpus.</summary>
    /// <param name="name">A name, as in <see cref="All"/>.</param>
    /// <param name="options">Its options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no such metric, it is one of single answers, it does not know an option, or a value is out of its range.</exception>
    public static ICorpusMetric CreateCorpus(string name, TextMetricOptions? options = null)
    {
        CatalogEntry entry = Entry(name);
        return entry.Corpus is null
            ? throw new ArgumentException($"The metric {name} scores each answer by itself; those of all answers together are {string.Join(", ", All.Where(info => info.IsCorpus).Select(info => info.Name))}.", nameof(name))
            : entry.Corpus(Checked(entry, options));
    }

    private static CatalogEntry Entry(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.TryGetValue(name, out CatalogEntry? entry)
            ? entry
            : throw new ArgumentException($"There is no metric {name}; there are {string.Join(", ", All.Select(info => info.Name))}.", nameof(name));
    }

    private static TextMetricOptions Checked(CatalogEntry entry, TextMetricOptions? options)
    {
        options ??= new();
        string[] unknown = [.. options.Given().Except(entry.Info.Options, StringComparer.Ordinal)];
        return unknown.Length == 0
            ? options
            : throw new ArgumentException(
                $"The metric {entry.Info.Name} has no option {string.Join(", ", unknown)}; it has {(entry.Info.Options.Count == 0 ? "none" : string.Join(", ", entry.Info.Options))}.", nameof(options));
    }
}
