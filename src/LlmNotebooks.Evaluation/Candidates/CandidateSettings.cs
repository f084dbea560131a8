using System.Globalization;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Candidates;

/// <summary>Settings of calls by the names in which services and people write them.</summary>
internal static class CandidateSettings
{
    private static readonly Dictionary<string, Action<ChatOptions, string>> Known = new(StringComparer.Ordinal)
    {
        ["frequency_penalty"] = (options, text) => options.FrequencyPenalty = Number(text),
        ["max_output_tokens"] = (options, text) => options.MaxOutputTokens = Whole(text),
        ["presence_penalty"] = (options, text) => options.PresencePenalty = Number(text),
        ["reasoning_effort"] = (options, text) => options.Reasoning = new ReasoningOptions { Effort = Effort(text) },
        ["temperature"] = (options, text) => options.Temperature = Number(text),
        ["top_k"] = (options, text) => options.TopK = Whole(text),
        ["top_p"] = (options, text) => options.TopP = Number(text),
    };

    /// <summary>What a setting changes.</summary>
    /// <exception cref="ArgumentException">It is not known, or its value is none.</exception>
    public static Action<ChatOptions> Change(string name, string value)
    {
        if (!Known.TryGetValue(name, out Action<ChatOptions, string>? change)) { throw new ArgumentException($"There is no setting '{name}'; there are {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}.", nameof(name)); }
        try
        {
            change(new ChatOptions(), value);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"The setting {name} is '{value}', which is none of its values: {e.Message}", nameof(value), e);
        }

        return options => change(options, value);
    }

    private static float Number(string text) =>
        float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out float number) ? number : throw new FormatException("write a number with a decimal point.");

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw new FormatException("write a whole number above 0.");

    private static ReasoningEffort Effort(string text) => text switch
    {
        "none" => ReasoningEffort.None,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "extra_high" or "xhigh" => ReasoningEffort.ExtraHigh,
        _ => throw new FormatException("write none, low, medium, high or xhigh."),
    };
}
