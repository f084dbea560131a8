using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Options;

/// <summary>A run's own metric, made again by its name with the parameters that are stored.</summary>
internal static class StoredMetric
{
    /// <summary>The metric; parameters that no option sets are its defaults, and what they do not make again is a difference of the plan.</summary>
    /// <exception cref="InvalidOperationException">This command does not know the metric.</exception>
    public static IScorer Make(MetricInfo known)
    {
        try
        {
            IMetricFactory? factory = MetricRegistry.Find(known.Name);
            return MetricRegistry.Create(known.Name, known.Parameters
                .Where(parameter => parameter.Value is not null && factory?.Options.Contains(parameter.Key, StringComparer.Ordinal) == true)
                .ToDictionary(parameter => parameter.Key, parameter => Text(parameter.Value!), StringComparer.Ordinal));
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"The run is scored by '{known.Name}', which this command does not know ({UsageException.Plain(e)}). Name the assembly that has it by --plugin, or use the program that made the run.", e);
        }
    }

    // As options are written: true and false, numbers with a point, lists with commas.
    private static string Text(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Array } list => string.Join(',', list.EnumerateArray().Select(item => Text(item))),
        JsonElement element => element.GetRawText(),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
