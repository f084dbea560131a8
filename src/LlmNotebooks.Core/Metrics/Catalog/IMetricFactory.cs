namespace LlmNotebooks.Metrics;

/// <summary>Makes a metric, or a scorer of several, by name and options: what a plug-in gives to the <see cref="MetricRegistry"/>.</summary>
public interface IMetricFactory
{
    /// <summary>The name that it is asked for by: short and in lower case, <c>keyword-recall</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, in a few words; null, the default, where nobody says.</summary>
    string? Summary => null;

    /// <summary>Names of the options that it takes, with underscores between words: <c>ignore_case</c>. Default: none.</summary>
    IReadOnlyList<string> Options => [];

    /// <summary>Makes one.</summary>
    /// <param name="options">Texts by the names in <see cref="Options"/>, only those that are given.</param>
    /// <exception cref="ArgumentException">A value is none that the option takes.</exception>
    IScorer Create(IReadOnlyDictionary<string, string> options);
}
