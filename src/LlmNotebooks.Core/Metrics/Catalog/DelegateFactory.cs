namespace LlmNotebooks.Metrics.Catalog;

/// <summary>Makes a metric by a function that needs no options.</summary>
internal sealed class DelegateFactory(string name, Func<IScorer> create) : IMetricFactory
{
    public string Name => name;

    public Func<IScorer> Function => create;

    public IScorer Create(IReadOnlyDictionary<string, string> options) => create();
}
