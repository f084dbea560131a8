using System.Globalization;
using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Catalog;

/// <summary>The options of text metrics as texts, under the names that they have among a metric's parameters.</summary>
internal static class TextOptions
{
    private static readonly Setting[] Settings =
    [
        new(nameof(TextMetricOptions.IgnoreCase), "ignore_case", (options, name, text) => options with { IgnoreCase = Truth(name, text) }),
        new(nameof(TextMetricOptions.CollapseWhiteSpace), "collapse_whitespace", (options, name, text) => options with { CollapseWhiteSpace = Truth(name, text) }),
        new(nameof(TextMetricOptions.Stem), "stem", (options, name, text) => options with { Stem = Truth(name, text) }),
        new(nameof(TextMetricOptions.Tokenization), "tokenization", (options, name, text) => options with { Tokenization = Named(name, text, TokenizationNames.All) }),
        new(nameof(TextMetricOptions.Smoothing), "smoothing", (options, name, text) => options with { Smoothing = Named(name, text, BleuSmoothingNames.All) }),
        new(nameof(TextMetricOptions.SmoothingValue), "smoothing_value", (options, name, text) => options with { SmoothingValue = Number(name, text) }),
        new(nameof(TextMetricOptions.MaxOrder), "max_order", (options, name, text) => options with { MaxOrder = Whole(name, text) }),
        new(nameof(TextMetricOptions.Tolerance), "tolerance", (options, name, text) => options with { Tolerance = Number(name, text) }),
        new(nameof(TextMetricOptions.RelativeTolerance), "relative_tolerance", (options, name, text) => options with { RelativeTolerance = Number(name, text) }),
        new(nameof(TextMetricOptions.DecimalComma), "decimal_comma", (options, name, text) => options with { DecimalComma = Truth(name, text) }),
        new(nameof(TextMetricOptions.WholeWords), "whole_words", (options, name, text) => options with { WholeWords = Truth(name, text) }),
        new(nameof(TextMetricOptions.Normalize), "normalize", (options, name, text) => options with { Normalize = Named(name, text, TextFormNames.All) }),
        new(nameof(TextMetricOptions.Pattern), "pattern", (options, _, text) => options with { Pattern = text }),
    ];

    /// <summary>The name of one of the <see cref="TextMetricOptions"/> where it is a text.</summary>
    public static string NameOf(string option) => Settings.First(setting => string.Equals(setting.Option, option, StringComparison.Ordinal)).Name;

    /// <summary>Whether two names are of one option: hyphens, underscores and capital letters do not count.</summary>
    public static bool Same(string a, string b) => string.Equals(Bare(a), Bare(b), StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">A value is none that the option takes.</exception>
    public static TextMetricOptions Read(IReadOnlyDictionary<string, string> texts)
    {
        TextMetricOptions options = new();
        foreach ((string name, string text) in texts)
        {
            Setting setting = Settings.FirstOrDefault(known => Same(known.Name, name)) ?? throw new ArgumentException($"There is no option {name}; there are {string.Join(", ", Settings.Select(known => known.Name))}.", nameof(texts));
            options = setting.Set(options, setting.Name, text);
        }

        return options;
    }

    private static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private static bool Truth(string name, string text) => bool.TryParse(text, out bool value) ? value : throw Refused(name, text, "it is true or false");

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw Refused(name, text, text.Contains(',', StringComparison.Ordinal) ? "it is a number, and the decimal sign is a point" : "it is a number");

    private static int Whole(string name, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Refused(name, text, "it is a whole number");

    // Under the name of the command line and of papers, or that of the enum's member.
    private static T Named<T>(string name, string text, IReadOnlyDictionary<string, T> values)
        where T : struct, Enum
    {
        foreach ((string known, T value) in values)
        {
            if (Same(known, text) || Same(value.ToString(), text)) { return value; }
        }

        throw Refused(name, text, $"it is one of {string.Join(", ", values.Keys)}");
    }

    private static ArgumentException Refused(string name, string text, string taken) => new($"The option {name} cannot be '{text}': {taken}.", name);

    private sealed record Setting(string Option, string Name, Func<TextMetricOptions, string, string, TextMetricOptions> Set);
}
