using System.Collections.Frozen;
using System.Text.Json;
using LlmNotebooks.Metrics.Catalog;

namespace LlmNotebooks.Metrics;

/// <summary>Metrics by name, for command lines and notebooks: the text metrics of single answers, and whatever is registered.</summary>
/// <remarks>Safe for use from several threads. What is registered stays until it is taken back.</remarks>
public static class MetricRegistry
{
    private static readonly Lock Changes = new();

    private static readonly OrderedDictionary<string, IMetricFactory> Factories = new(
        TextMetrics.All.Where(info => !info.IsCorpus).Select(info => KeyValuePair.Create<string, IMetricFactory>(info.Name, new TextMetricFactory(info))), StringComparer.Ordinal);

    /// <summary>All names: those of text metrics, then the others as they were registered.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            lock (Changes) { return [.. Factories.Keys]; }
        }
    }

    /// <summary>What makes the metric of a name; null where there is none.</summary>
    /// <param name="name">A name, as in <see cref="Names"/>.</param>
    public static IMetricFactory? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (Changes) { return Factories.GetValueOrDefault(name); }
    }

    /// <summary>Adds what makes a metric. The same type may be registered again, as when a plug-in is loaded twice; the last one counts.</summary>
    /// <param name="factory">Its name must be free.</param>
    /// <exception cref="ArgumentException">The name is blank, or another type has it.</exception>
    public static void Register(IMetricFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        string name = factory.Name;
        ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(factory));
        FactorySource source = FactorySource.Of(factory);
        lock (Changes)
        {
            FactorySource? known = Factories.TryGetValue(name, out IMetricFactory? before) ? FactorySource.Of(before)
                : TextMetrics.Find(name) is not null ? FactorySource.BuiltIn
                : null;
            if (known is not null && !string.Equals(known.Identity, source.Identity, StringComparison.Ordinal))
            {
                throw new ArgumentException($"There are two metrics {name}: one from {known.Description}, one from {source.Description}. Register one of them under another name.", nameof(factory));
            }

            Factories[name] = factory;
        }
    }

    /// <summary>Adds a metric that takes no options.</summary>
    /// <param name="name">Not blank, and free.</param>
    /// <param name="create">Makes it, each time anew.</param>
    /// <exception cref="ArgumentException">The name is blank, or something else has it.</exception>
    public static void Register(string name, Func<IScorer> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        Register(new DelegateFactory(name, create));
    }

    /// <summary>Takes back what was registered, so that the name is free, as a cell of a notebook does that is run again with another metric.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there was something to take back; text metrics stay.</returns>
    public static bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (Changes) { return TextMetrics.Find(name) is null && Factories.Remove(name); }
    }

    /// <summary>Makes a metric, or a scorer of several.</summary>
    /// <param name="name">A name, as in <see cref="Names"/>.</param>
    /// <param name="options">Its options as texts, by name; hyphens and underscores are the same: <c>ignore_case</c>, <c>ignore-case</c>. Null for none.</param>
    /// <exception cref="ArgumentException">There is no such metric, it does not take an option, or a value is none that the option takes.</exception>
    public static IScorer Create(string name, IReadOnlyDictionary<string, string>? options = null)
    {
        IMetricFactory? factory = Find(name);
        if (factory is null)
        {
            // Says why a metric of a corpus cannot be made here, and what to take.
            if (TextMetrics.Find(name) is not null) { return TextMetrics.Create(name); }
            throw new ArgumentException($"There is no metric {name}; there are {string.Join(", ", Names)}.", nameof(name));
        }

        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((string option, string value) in options ?? FrozenDictionary<string, string>.Empty)
        {
            string known = factory.Options.FirstOrDefault(taken => TextOptions.Same(taken, option))
                ?? throw new ArgumentException($"The metric {name} has no option {option}; it has {(factory.Options.Count == 0 ? "none" : string.Join(", ", factory.Options))}.", nameof(options));
            if (!given.TryAdd(known, value)) { throw new ArgumentException($"The option {known} of the metric {name} is given twice.", nameof(options)); }
        }

        return factory.Create(given) ?? throw new InvalidOperationException($"{FactorySource.Of(factory).Description} made no metric {name}.");
    }

    /// <summary>Makes metrics again from their facts, as a run stores them: by name and parameters, several scores of one scorer together.</summary>
    /// <param name="metrics">The facts. Parameters that no option sets are left to the metric: where it has others now, its identity is another.</param>
    /// <returns>Scorers that give these metrics, in their order.</returns>
    /// <exception cref="ArgumentException">Nothing that is registered makes one of them.</exception>
    public static IReadOnlyList<IScorer> Restore(IEnumerable<MetricInfo> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        List<IScorer> scorers = [];
        HashSet<string> given = new(StringComparer.Ordinal);
        foreach (MetricInfo metric in metrics)
        {
            if (given.Contains(metric.Name)) { continue; }
            IScorer scorer = Find(metric.Name) is not null || TextMetrics.Find(metric.Name) is not null ? Create(metric.Name, Options(metric, Find(metric.Name))) : OfSeveral(metric);
            scorers.Add(scorer);
            given.UnionWith(scorer.Metrics.Select(made => made.Name));
        }

        return scorers;
    }

    // A scorer of several scores has a name of its own.
    private static IScorer OfSeveral(MetricInfo metric)
    {
        IMetricFactory[] factories;
        lock (Changes) { factories = [.. Factories.Values.Where(factory => factory is not TextMetricFactory)]; }
        foreach (IMetricFactory factory in factories)
        {
            IScorer scorer;
            try
            {
                scorer = Create(factory.Name, Options(metric, factory));
            }
            catch (ArgumentException)
            {
                // It asks for options that this metric does not have, so it is not its maker.
                continue;
            }

            if (scorer.Metrics.Any(made => string.Equals(made.Name, metric.Name, StringComparison.Ordinal))) { return scorer; }
        }

        throw new ArgumentException($"There is no metric {metric.Name}; there are {string.Join(", ", Names)}.", nameof(metric));
    }

    private static Dictionary<string, string> Options(MetricInfo metric, IMetricFactory? factory) => metric.Parameters
        .Where(parameter => parameter.Value is not (null or JsonElement { ValueKind: JsonValueKind.Null }) && factory?.Options.Contains(parameter.Key, StringComparer.Ordinal) == true)
        .ToDictionary(parameter => parameter.Key, parameter => OptionText.Of(parameter.Value!), StringComparer.Ordinal);
}
