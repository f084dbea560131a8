using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LlmNotebooks.Cli.Commands;

/// <summary>Options that take numbers with a decimal point (a comma is refused: 0,05 would read as 5), or lists with commas.</summary>
internal static class NumberOption
{
    /// <summary>A number, or none.</summary>
    public static Option<double?> Create(string name, string description, string helpName = "X") => new(name) { Description = description, HelpName = helpName, CustomParser = result => Parse(result, name) };

    /// <summary>A number with a default.</summary>
    public static Option<double> Create(string name, string description, double otherwise, string helpName = "X") =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => otherwise, CustomParser = result => Parse(result, name) ?? otherwise };

    /// <summary>Texts with commas between them; empty where not given.</summary>
    public static Option<string[]> List(string name, string description, string helpName, bool required = false) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Required = required,
        CustomParser = result => result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries),
    };

    private static double? Parse(ArgumentResult result, string name)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, Plain, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) { return number; }
        result.AddError($"{name} {text} is no number; write it with a decimal point, as 0.05.");
        return null;
    }
}
