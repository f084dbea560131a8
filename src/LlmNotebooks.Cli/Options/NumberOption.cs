using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LlmNotebooks.Cli.Options;

/// <summary>Every option that takes a number is made here, so that each refuses what others read otherwise: 0,05 as 5, or 1,000 as 1.</summary>
internal static class NumberOption
{
    /// <summary>A number, or none.</summary>
    public static Option<T?> Optional<T>(string name, string description, string helpName, NumberRule<T>? rule = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = description, HelpName = helpName, CustomParser = result => Single(result, name, rule) };

    /// <summary>A number with a default.</summary>
    public static Option<T> WithDefault<T>(string name, string description, string helpName, T otherwise, NumberRule<T>? rule = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => otherwise, CustomParser = result => Single(result, name, rule) ?? otherwise };

    /// <summary>A number that must be given.</summary>
    public static Option<T> Required<T>(string name, string description, string helpName, NumberRule<T>? rule = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = description, HelpName = helpName, Required = true, CustomParser = result => Single(result, name, rule) ?? default };

    /// <summary>A number with a default, or a word, for which NaN stands: no text is read as that.</summary>
    public static Option<T> OrWord<T>(string name, string description, string helpName, T otherwise, string word)
        where T : struct, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => result.Tokens is [{ Value: var text }] && text == word ? T.NaN : Single<T>(result, name, rule: null, $" Or write {word}.") ?? otherwise,
        };

    /// <summary>Numbers, one for each time the option is given.</summary>
    public static Option<T[]> Repeated<T>(string name, string description, string helpName, bool required = false, NumberRule<T>? rule = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = description, HelpName = helpName, Required = required, CustomParser = result => All(result, name, result.Tokens.Select(token => token.Value), rule) };

    /// <summary>Numbers with commas between them; none where not given.</summary>
    public static Option<T[]> List<T>(string name, string description, string helpName, NumberRule<T>? rule = null)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { Description = description, HelpName = helpName, CustomParser = result => All(result, name, result.Tokens[^1].Value.Split(','), rule, " Put commas only between numbers.") };

    // Without just one token the parser itself says what is wrong.
    private static T? Single<T>(ArgumentResult result, string name, NumberRule<T>? rule, string more = "")
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        result.Tokens is [{ Value: var text }] ? Read(result, name, text, rule, more) : null;

    private static T[] All<T>(ArgumentResult result, string name, IEnumerable<string> texts, NumberRule<T>? rule, string more = "")
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        [.. texts.Select(text => Read(result, name, text, rule, more)).OfType<T>()];

    private static T? Read<T>(ArgumentResult result, string name, string text, NumberRule<T>? rule, string more = "")
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        if (NumberText.Read(name, text, out T number) is { } problem)
        {
            result.AddError(problem + more);
            return null;
        }

        if (rule is null || rule.Holds(number)) { return number; }
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must {rule.Words}, not {number}."));
        return null;
    }
}
