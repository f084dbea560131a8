using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Output;

/// <summary>Scores of pairs for people and for machines.</summary>
internal sealed class MetricReport(string metric)
{
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private int _scored;
    private double _sum;
    private double _compensation;

    public void Add(Score score)
    {
        if (score.Value is not { } value)
        {
            _reasons[score.Reason!] = _reasons.GetValueOrDefault(score.Reason!) + 1;
            return;
        }

        // Kahan's sum: the mean of a million scores keeps its digits.
        double term = value - _compensation, sum = _sum + term;
        _compensation = sum - _sum - term;
        _sum = sum;
        _scored++;
    }

    /// <summary>The mean of what has a score, and why others have none.</summary>
    public void Write(TextWriter output)
    {
        int missing = _reasons.Values.Sum();
        TextTable table = new TextTable().Text("metric").Number("pairs").Number("scored").Number("missing").Number("mean");
        table.Row(metric, TextTable.Whole(_scored + missing), TextTable.Whole(_scored), TextTable.Whole(missing), TextTable.Fixed(_scored == 0 ? null : _sum / _scored, 4));
        table.Write(output);
        Reasons(output, _reasons);
    }

    /// <summary>One line for a pair.</summary>
    public static void AppendLine(StringBuilder lines, string id, Score score) =>
        lines.Append("{\"id\":").Append(id).Append(score.Value is { } value ? $",\"score\":{Number(value)}" : $",\"missing\":{Text(score.Reason!)}").Append("}\n");

    /// <summary>The line for a corpus.</summary>
    public static string CorpusLine(Score score, IReadOnlyList<(string Id, string Reason)> left)
    {
        StringBuilder line = new("{\"corpus\":");
        line.Append(score.Value is { } value ? Number(value) : $"null,\"missing\":{Text(score.Reason!)}");
        if (left.Count > 0) { line.Append(",\"left_out\":[").AppendJoin(',', left.Select(pair => $"{{\"id\":{pair.Id},\"missing\":{Text(pair.Reason)}}}")).Append(']'); }
        return line.Append('}').ToString();
    }

    /// <summary>The score of a corpus, and why pairs are not in it.</summary>
    public static void WriteCorpus(TextWriter output, string metric, Score score, int pairs, IReadOnlyList<(string Id, string Reason)> left)
    {
        TextTable table = new TextTable().Text("metric").Number("pairs").Number("missing").Number("score");
        table.Row(metric, TextTable.Whole(pairs + left.Count), TextTable.Whole(left.Count), TextTable.Fixed(score.Value, 4));
        table.Write(output);
        if (score.IsMissing) { output.WriteLine($"no score: {score.Reason}"); }
        Reasons(output, left.CountBy(pair => pair.Reason).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>All metrics for people.</summary>
    public static void WriteList(TextWriter output)
    {
        TextTable table = new TextTable().Text("metric").Text("range").Text("what").Text("as in").Text("options");
        foreach (MetricInfo info in TextMetrics.All)
        {
            table.Row(info.Name, $"{Number(info.Minimum)} to {Number(info.Maximum)}", info.Summary, info.Source, string.Join(' ', MetricOptions.Names(info)));
        }

        table.Write(output);
        output.WriteLine("Higher is better in all of them. With several references, the best one counts; bleu takes its n-grams from all of them, and contains-all requires all of them.");
    }

    /// <summary>All metrics for machines.</summary>
    public static object ListJson() => TextMetrics.All.Select(info => new
    {
        info.Name,
        info.Minimum,
        info.Maximum,
        HigherIsBetter = info.Better == Better.Higher,
        Corpus = info.IsCorpus,
        info.Summary,
        info.Source,
        Options = MetricOptions.Names(info),
    });

    private static void Reasons(TextWriter output, Dictionary<string, int> reasons)
    {
        foreach ((string reason, int count) in reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)) { output.WriteLine($"missing {count:N0}: {reason}"); }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
