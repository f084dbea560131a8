using System.Globalization;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>A metric of a run, whichever of its scorings gave the scores.</summary>
/// <param name="Name">What it is called in this run: the metric's name, and its parameters behind it where another of this name came first.</param>
/// <param name="Info">Its facts.</param>
/// <param name="Scoring">Number of the scoring.</param>
/// <param name="Position">Its position in the scoring.</param>
public sealed record RunMetric(string Name, MetricInfo Info, int Scoring, int Position)
{
    /// <summary>The range that its scores have by the metric's own word.</summary>
    internal ScoreRange Range => Info.IsBounded && Info.Minimum < Info.Maximum ? new ScoreRange(Info.Minimum, Info.Maximum) : ScoreRange.Unbounded;

    /// <summary>The metrics of some scorings: of one that was scored twice the last, of two with one name and other parameters both.</summary>
    internal static IReadOnlyList<RunMetric> Of(IEnumerable<ScoringInfo> scorings)
    {
        List<RunMetric> metrics = [];
        foreach (ScoringInfo scoring in scorings)
        {
            for (int position = 0; position < scoring.Metrics.Count; position++)
            {
                MetricInfo info = scoring.Metrics[position];
                int again = metrics.FindIndex(metric => metric.Info.IsSame(info));
                if (again >= 0) { metrics[again] = metrics[again] with { Scoring = scoring.Number, Position = position }; }
                else { metrics.Add(new RunMetric(Free(info, metrics), info, scoring.Number, position)); }
            }
        }

        return metrics;
    }

    private static string Free(MetricInfo info, List<RunMetric> metrics)
    {
        if (metrics.Find(metric => metric.Name == info.Name) is not { } first) { return info.Name; }
        string[] differing =
        [
            .. info.Version == first.Info.Version ? [] : (string[])[$"version {info.Version}"],
            .. info.Parameters.Where(pair => !first.Info.Parameters.TryGetValue(pair.Key, out object? other) || Text(other) != Text(pair.Value)).Select(pair => $"{pair.Key} {Text(pair.Value)}"),
        ];
        string name = $"{info.Name} ({string.Join(", ", differing)})";
        for (int i = 2; metrics.Exists(metric => metric.Name == name); i++) { name = string.Create(CultureInfo.InvariantCulture, $"{info.Name} ({string.Join(", ", differing)}, {i})"); }
        return name;
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        System.Text.Json.JsonElement element => element.ToString(),
        IEnumerable<string> texts => string.Join(" ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
