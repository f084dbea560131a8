using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

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
    public void Write(bool csv, TextWriter output, TextWriter error)
    {
        int missing = _reasons.Values.Sum();
        Write(Summary(metric, _scored + missing, missing).Column("mean", _ => _scored == 0 ? null : _sum / _scored).Build(), csv, output);
        Reasons(csv ? error : output, _reasons);
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
    public static void WriteCorpus(bool csv, TextWriter output, TextWriter error, string metric, Score score, int pairs, IReadOnlyList<(string Id, string Reason)> left)
    {
        Write(Summary(metric, pairs + left.Count, left.Count).Column("score", _ => score.Value).Build(), csv, output);
        if (score.IsMissing) { (csv ? error : output).WriteLine($"no score: {score.Reason}"); }
        Reasons(csv ? error : output, left.CountBy(pair => pair.Reason).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>All metrics.</summary>
    public static void WriteList(OutputFormat format, TextWriter output)
    {
        Frame list = TextMetrics.All.ToFrame().Without("options").Beside(Frame.Of(TextMetrics.All).Column("options", info => string.Join(' ', MetricOptions.Names(info))).Build());
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, FrameOutput.Rows(list, TextMetrics.All.Select(info => new { Options = MetricOptions.Names(info) })));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(list, output);
                break;
            default:
                FrameOutput.Write(list.Without("higher_is_better"), output);
                output.WriteLine();
                output.WriteLine("Higher is better in all of them. With several references, the best one counts; bleu takes its n-grams from all of them, and contains-all requires all of them.");
                break;
        }
    }

    private static FrameBuilder<string> Summary(string metric, int pairs, int missing) => Frame.Of([metric])
        .Column("metric", name => name, ColumnRole.Key)
        .Column("pairs", _ => pairs, Unit.Count)
        .Column("scored", _ => pairs - missing, Unit.Count)
        .Column("missing", _ => missing, Unit.Count);

    private static void Write(Frame frame, bool csv, TextWriter output)
    {
        if (csv) { FrameOutput.WriteCsv(frame, output); }
        else { FrameOutput.Write(frame, output); }
    }

    private static void Reasons(TextWriter output, Dictionary<string, int> reasons)
    {
        foreach ((string reason, int count) in reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)) { output.WriteLine($"missing {count:N0}: {reason}"); }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
