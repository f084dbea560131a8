using System.CommandLine;
using System.Globalization;

namespace LlmNotebooks.Cli.Commands;

/// <summary>An option that takes a number with a decimal point. A comma is refused: 0,05 would read as 5.</summary>
internal static class DecimalOption
{
    public static Option<decimal> Create(string name, string description, string helpName, bool required = false) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Required = required,
        CustomParser = result =>
        {
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out decimal number)) { return number; }
            result.AddError($"{name} {text} is no number; write it with a decimal point, as 0.05.");
            return 0;
        },
    };
}
