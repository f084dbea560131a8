using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Options;

/// <summary>Options that change what a metric computes; one that the metric does not know is wrong usage.</summary>
internal sealed class MetricOptions
{
    private readonly Option<bool> _ignoreCase = new("--ignore-case", "--lowercase") { Description = "Ignores upper and lower case." };
    private readonly Option<bool> _collapse = new("--collapse-whitespace") { Description = "exact-match: every run of white space counts as one space." };
    private readonly Option<bool> _stem = new("--stem") { Description = "rouge: words are reduced to their stems (Porter)." };
    private readonly Option<string?> _tokenization = new("--tokenize") { Description = $"bleu, gleu: how texts are split into tokens: {string.Join(", ", TextMetricOptions.Tokenizations.Keys)}.", HelpName = "T" };
    private readonly Option<string?> _smoothing = new("--smoothing") { Description = $"bleu: how n-gram orders without a match are smoothed: {string.Join(", ", TextMetricOptions.Smoothings.Keys)}.", HelpName = "S" };
    private readonly Option<double?> _smoothingValue = NumberOption.Optional<double>("--smoothing-value", "bleu: value of floor (default 0.1) or add-k (default 1).", "X");
    private readonly Option<int?> _maxOrder = NumberOption.Optional<int>("--max-order", "bleu: longest n-gram. Default 4.", "N");
    private readonly Option<double?> _tolerance = NumberOption.Optional<double>("--tolerance", "numeric-match, json-equality: largest difference that counts as equal. Default 0.", "X");
    private readonly Option<double?> _relative = NumberOption.Optional<double>("--relative-tolerance", "numeric-match: the same as a share of the reference. Default 0.", "X");
    private readonly Option<bool> _comma = new("--decimal-comma") { Description = "numeric-match: reads 1.234,5 as 1234.5." };
    private readonly Option<string?> _pattern = new("--pattern") { Description = "regex: a pattern for all predictions, instead of the references.", HelpName = "RE" };

    private readonly Option<bool> _words = new("--whole-words") { Description = "contains: a reference counts only as whole words." };
    private readonly Option<string?> _normalize = new("--normalize") { Description = $"exact-match, contains: the Unicode normal form in which texts are compared: {string.Join(", ", TextMetricOptions.Forms.Keys)}. Default nfc.", HelpName = "FORM" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_ignoreCase, _collapse, _stem, _tokenization, _smoothing, _smoothingValue, _maxOrder, _tolerance, _relative, _comma, _words, _normalize, _pattern]) { command.Options.Add(option); }
    }

    /// <summary>The options given.</summary>
    /// <exception cref="UsageException">The metric does not know one of them, or a value is none.</exception>
    public TextMetricOptions Read(ParseResult parsed, MetricInfo info)
    {
        foreach ((string option, Option flag) in Flags())
        {
            if (parsed.GetResult(flag) is { Implicit: false } && !info.Options.Contains(option, StringComparer.Ordinal))
            {
                string[] known = [.. Flags().Where(pair => info.Options.Contains(pair.Option, StringComparer.Ordinal)).Select(pair => pair.Flag.Name)];
                throw new UsageException($"{flag.Name} has no effect on {info.Name}; {(known.Length == 0 ? "it has no options" : $"its options are {string.Join(", ", known)}")}.");
            }
        }

        return new TextMetricOptions
        {
            IgnoreCase = Set(parsed, _ignoreCase),
            CollapseWhiteSpace = Set(parsed, _collapse),
            Stem = Set(parsed, _stem),
            Tokenization = Named(parsed.GetValue(_tokenization), TextMetricOptions.Tokenizations, _tokenization.Name),
            Smoothing = Named(parsed.GetValue(_smoothing), TextMetricOptions.Smoothings, _smoothing.Name),
            SmoothingValue = parsed.GetValue(_smoothingValue),
            MaxOrder = parsed.GetValue(_maxOrder),
            Tolerance = parsed.GetValue(_tolerance),
            RelativeTolerance = parsed.GetValue(_relative),
            DecimalComma = Set(parsed, _comma),
            Pattern = parsed.GetValue(_pattern),
            WholeWords = Set(parsed, _words),
            Normalize = Named(parsed.GetValue(_normalize), TextMetricOptions.Forms, _normalize.Name),
        };
    }

    /// <summary>How the command line calls the options of a metric.</summary>
    public static IEnumerable<string> Names(MetricInfo info) =>
        new MetricOptions().Flags().Where(pair => info.Options.Contains(pair.Option, StringComparer.Ordinal)).Select(pair => pair.Flag.Name);

    private IEnumerable<(string Option, Option Flag)> Flags() =>
    [
        (nameof(TextMetricOptions.IgnoreCase), _ignoreCase), (nameof(TextMetricOptions.CollapseWhiteSpace), _collapse), (nameof(TextMetricOptions.Stem), _stem), (nameof(TextMetricOptions.Tokenization), _tokenization),
        (nameof(TextMetricOptions.Smoothing), _smoothing), (nameof(TextMetricOptions.SmoothingValue), _smoothingValue), (nameof(TextMetricOptions.MaxOrder), _maxOrder), (nameof(TextMetricOptions.Tolerance), _tolerance),
        (nameof(TextMetricOptions.RelativeTolerance), _relative), (nameof(TextMetricOptions.DecimalComma), _comma), (nameof(TextMetricOptions.Pattern), _pattern),
        (nameof(TextMetricOptions.WholeWords), _words), (nameof(TextMetricOptions.Normalize), _normalize),
    ];

    private static bool? Set(ParseResult parsed, Option<bool> option) => parsed.GetValue(option) ? true : null;

    private static T? Named<T>(string? name, IReadOnlyDictionary<string, T> values, string option)
        where T : struct =>
        name is null ? null
        : values.TryGetValue(name, out T value) ? value
        : throw new UsageException($"{option} {name} is not one of {string.Join(", ", values.Keys)}.");
}
