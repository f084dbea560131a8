using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Metrics;

/// <summary>The facts of a metric, which everything that uses its scores follows: bounds, pass and fail, comparisons, choices, charts and words.</summary>
/// <remarks>Name, version and parameters are its identity: another pattern, tolerance or judge is another metric.</remarks>
public sealed record MetricInfo
{
    /// <summary>Short lower-case name, as in runs and on the command line: <c>exact-match</c>.</summary>
    public required string Name { get; init => field = NotBlank(value, nameof(Name)); }

    /// <summary>Version of its definition: another one may give other scores. Default 1.</summary>
    public string Version { get; init => field = NotBlank(value, nameof(Version)); } = "1";

    /// <summary>Its least value; negative infinity where there is none. Default 0.</summary>
    public double Minimum { get; init => field = NotNaN(value, nameof(Minimum)); }

    /// <summary>Its greatest value; infinity where there is none. Default 1.</summary>
    public double Maximum { get; init => field = NotNaN(value, nameof(Maximum)); } = 1;

    /// <summary>Which way it improves. Default: higher.</summary>
    public Better Better { get; init; } = Better.Higher;

    /// <summary>The score from which on an answer passes: at least this, or, where lower is better, at most. Null, the default: the middle of the range, and none where the range has no bounds.</summary>
    public double? PassMark { get; init; }

    /// <summary>What it was made with, by name: texts, numbers, truth values and lists of these.</summary>
    public IDictionary<string, object?> Parameters { get; init; } = new SortedDictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>What it measures, in a few words; null where nobody says.</summary>
    public string? Summary { get; init; }

    /// <summary>Whose definition and figures it agrees with; null where nobody says.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it scores all answers together, as an <see cref="ICorpusMetric"/>, and none by itself.</summary>
    public bool IsCorpus { get; init; }

    /// <summary>Names of the <see cref="TextMetricOptions"/> that it knows.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether both ends of the range are known.</summary>
    public bool IsBounded => double.IsFinite(Minimum) && double.IsFinite(Maximum);

    /// <summary>Width of the range; infinite where it has no bounds.</summary>
    public double Range => Maximum - Minimum;

    /// <summary>The pass mark that counts: <see cref="PassMark"/>, else the middle of the range; null where there is neither.</summary>
    public double? EffectivePassMark => PassMark ?? (IsBounded ? Minimum + (Range / 2) : null);

    /// <summary>The best value that there can be; null where the range has no bound on that side.</summary>
    public double? Best => Finite(Better == Better.Higher ? Maximum : Minimum);

    /// <summary>The worst value that there can be; null where the range has no bound on that side.</summary>
    public double? Worst => Finite(Better == Better.Higher ? Minimum : Maximum);

    /// <summary>Name, version and parameters as one text, the same for the same metric wherever it is made.</summary>
    public string Identity
    {
        get
        {
            ArrayBufferWriter<byte> parameters = new();
            using (Utf8JsonWriter json = new(parameters))
            {
                json.WriteStartObject();
                foreach ((string name, object? value) in Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    // What is not set is as if it were not there.
                    if (value is null or JsonElement { ValueKind: JsonValueKind.Null }) { continue; }
                    json.WritePropertyName(name);
                    ParameterJson.Write(json, value);
                }

                json.WriteEndObject();
            }

            return $"{Name} {Version} {Encoding.UTF8.GetString(parameters.WrittenSpan)}";
        }
    }

    /// <summary>Whether a score passes; null where there is no pass mark.</summary>
    /// <param name="score">A score of this metric.</param>
    public bool? Passes(double score) => EffectivePassMark is not { } mark ? null : Better == Better.Higher ? score >= mark : score <= mark;

    /// <summary>A difference or value turned so that more is better: itself, or, where lower is better, its negative.</summary>
    /// <param name="value">A score, or a difference of two.</param>
    public double Gain(double value) => Better == Better.Higher ? value : 0 - value;

    /// <summary>A value as a share of the range: (value − minimum)/(maximum − minimum); null where the range has no bounds.</summary>
    /// <param name="value">A value of this metric, or a mean of such.</param>
    /// <returns>In [0, 1] for values in the range.</returns>
    public double? ShareOf(double value) => IsBounded ? (value - Minimum) / Range : null;

    /// <summary>Whether two descriptions are of the same metric: name, version and parameters.</summary>
    public bool IsSame(MetricInfo other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Identity, other.Identity, StringComparison.Ordinal);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string NotBlank(string value, string name) => string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("Must not be blank.", name) : value;

    private static double NotNaN(double value, string name) => double.IsNaN(value) ? throw new ArgumentOutOfRangeException(name, value, "Must be a number, or infinite where there is no bound.") : value;
}
