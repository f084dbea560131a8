using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Options;

/// <summary>--metric and --metric-option: by what answers are scored, alike wherever they are.</summary>
internal sealed class MetricChoice
{
    private readonly Option<string[]> _names;
    private readonly Option<string[]> _options = new("--metric-option") { Description = "An option of a metric, as NAME.KEY=VALUE, for instance regex.pattern=^yes or numeric-match.tolerance=0.5; may be repeated.", HelpName = "NAME.KEY=VALUE" };

    public MetricChoice(string otherwise) => _names = new("--metric")
    {
        Description = $"{string.Join(", ", TextMetrics.All.Where(info => !info.IsCorpus).Select(info => info.Name))}, or a metric of a --plugin; may be repeated. {otherwise} See llmnb metrics --list.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _ignoreCase = new("--ignore-case") { Description = "Ignores upper and lower case, in every metric that can." };
    private readonly Option<bool> _wholeWords = new("--whole-words") { Description = "contains: a reference counts only as whole words." };
    private readonly Option<string?> _normalize = new("--normalize") { Description = $"exact-match, contains: the Unicode normal form in which texts are compared: {string.Join(", ", TextMetricOptions.Forms.Keys)}. Default nfc.", HelpName = "FORM" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_names, _options, _ignoreCase, _wholeWords, _normalize]) { command.Options.Add(option); }
    }

    /// <summary>Whether the command line names a metric.</summary>
    public bool IsChosen(ParseResult parsed) => parsed.GetValue(_names) is { Length: > 0 };

    /// <summary>The metrics that are named; a run's own where none is, as it stored them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="stored">The run's.</param>
    public IScorer[] Make(ParseResult parsed, IReadOnlyList<MetricInfo> stored) =>
        parsed.GetValue(_names) is { Length: > 0 } || parsed.GetValue(_options) is { Length: > 0 } || ForAll(parsed).Any()
            ? Make(parsed, [.. stored.Select(metric => metric.Name)])
            : Stored(stored);

    /// <summary>A run's own metrics, made again with their parameters.</summary>
    /// <exception cref="InvalidOperationException">This command does not know one of them.</exception>
    public static IScorer[] Stored(IReadOnlyList<MetricInfo> stored)
    {
        try
        {
            return [.. MetricRegistry.Restore(stored)];
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"The run is scored by what this command does not know: {UsageException.Plain(e)} Name the assembly that has it by --plugin, or use the program that made the run.", e);
        }
    }

    /// <summary>The metrics that are named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">Names where none is given.</param>
    public IScorer[] Make(ParseResult parsed, params IReadOnlyList<string> otherwise)
    {
        IReadOnlyList<string> names = parsed.GetValue(_names) is { Length: > 0 } given ? given : otherwise;
        ILookup<string, (string Key, string Value)> options = Options(parsed);
        if (options.FirstOrDefault(metric => !names.Contains(metric.Key, StringComparer.Ordinal)) is { } unused)
        {
            throw new UsageException($"--metric-option names {unused.Key}, which is not among the metrics {string.Join(", ", names)}.");
        }

        (string Flag, string Property, string Key, string Value)[] forAll = [.. ForAll(parsed)];
        foreach ((string flag, string property, _, _) in forAll)
        {
            if (!names.Any(name => Knows(name, property))) { throw new UsageException($"{flag} has no effect on {string.Join(", ", names)}."); }
        }

        return [.. names.Select(name => UsageException.Check(() => MetricRegistry.Create(name, forAll.Where(option => Knows(name, option.Property)).Select(option => (option.Key, option.Value)).Concat(options[name])
            .GroupBy(option => option.Item1, StringComparer.Ordinal).ToDictionary(option => option.Key, option => option.Last().Item2, StringComparer.Ordinal))))];
    }

    private static bool Knows(string metric, string property) => TextMetrics.Find(metric)?.Options.Contains(property, StringComparer.Ordinal) == true;

    // The flags that stand for an option of every metric that has it.
    private IEnumerable<(string Flag, string Property, string Key, string Value)> ForAll(ParseResult parsed)
    {
        if (parsed.GetValue(_ignoreCase)) { yield return (_ignoreCase.Name, nameof(TextMetricOptions.IgnoreCase), "ignore_case", "true"); }
        if (parsed.GetValue(_wholeWords)) { yield return (_wholeWords.Name, nameof(TextMetricOptions.WholeWords), "whole_words", "true"); }
        if (parsed.GetValue(_normalize) is { } form) { yield return (_normalize.Name, nameof(TextMetricOptions.Normalize), "normalize", form); }
    }

    // The metric's name may have points in it: the last one before the equals sign parts name and key.
    private ILookup<string, (string Key, string Value)> Options(ParseResult parsed) => (parsed.GetValue(_options) ?? []).Select(text =>
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal), point = equals < 0 ? -1 : text.LastIndexOf('.', equals);
        return point > 0 && point < equals - 1
            ? (Name: text[..point], Key: text[(point + 1)..equals], Value: text[(equals + 1)..])
            : throw new UsageException($"--metric-option {text} is not NAME.KEY=VALUE, as regex.pattern=^yes is.");
    }).ToLookup(option => option.Name, option => (option.Key, option.Value), StringComparer.Ordinal);
}
