using System.CommandLine;
using System.Text;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Metrics;

/// <summary>llmnb metrics: scores predictions against references, without a run.</summary>
internal sealed class MetricsCommand
{
    // Lines are printed together once they are so many characters.
    private const int MostPending = 1 << 16;

    private readonly Option<string?> _metric = new("--metric") { Description = "Which metric; --list shows them.", HelpName = "NAME" };
    private readonly Option<string?> _pairs = new("--pairs") { Description = "JSON lines with id, prediction, references (a list) and, for choice, choices; - reads them from stdin.", HelpName = "FILE" };
    private readonly MetricOptions _options = new();
    private readonly Option<bool> _list = new("--list") { Description = "Lists the metrics with their ranges and sources." };
    private readonly FormatOptions _format = new("Prints a JSON line for each pair, with its id and its score or why it is missing; for a corpus metric, one line in all.");

    public static Command Create() => new MetricsCommand().Build();

    private Command Build()
    {
        Command command = new("metrics", "Scores predictions against references. Empty predictions score 0 if the metric's source says so; null predictions are missing.") { _metric, _pairs };
        _options.AddTo(command);
        command.Options.Add(_list);
        _format.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output, error = parsed.InvocationConfiguration.Error;
        if (parsed.GetValue(_list))
        {
            MetricReport.WriteList(_format.Read(parsed), output);
            return ExitCode.Done;
        }

        if (parsed.GetValue(_metric) is not { } name || parsed.GetValue(_pairs) is not { } file) { throw new UsageException("Say what to score and with which metric: --metric NAME --pairs FILE; or --list."); }
        MetricInfo info = TextMetrics.Find(name) ?? throw new UsageException($"There is no metric {name}; there are {string.Join(", ", TextMetrics.All.Select(known => known.Name))}.");
        TextMetricOptions options = _options.Read(parsed, info);
        return info.IsCorpus
            ? await CorpusAsync(UsageException.Check(() => TextMetrics.CreateCorpus(name, options)), file, _format.Read(parsed), output, error, cancellationToken)
            : await EachAsync(UsageException.Check(() => TextMetrics.Create(name, options)), file, _format.Read(parsed), output, error, cancellationToken);
    }

    private static async Task<int> EachAsync(IMetric metric, string file, OutputFormat format, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        StringBuilder pending = new();
        MetricReport report = new(metric.Info.Name);
        bool needsReference = metric is not RegexMatch { Pattern: not null };
        PairReader reader = new(file, error);
        try
        {
            while (await reader.NextAsync(cancellationToken) is { } pair)
            {
                Score score = pair.Missing(needsReference) is { } missing ? Score.Missing(missing) : await metric.ScoreAsync(pair.Sample(), pair.Prediction!, cancellationToken);
                report.Add(score);
                if (format != OutputFormat.Json) { continue; }
                MetricReport.AppendLine(pending, pair.Id, score);
                if (pending.Length < MostPending) { continue; }
                await output.WriteAsync(pending, cancellationToken);
                pending.Clear();
            }
        }
        finally
        {
            // What was scored is printed, also where the reading was cut off.
            await output.WriteAsync(pending, CancellationToken.None);
            reader.Dispose();
        }

        if (format != OutputFormat.Json && reader.Wrong == 0) { report.Write(format == OutputFormat.Csv, output, error); }
        return reader.Wrong == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> CorpusAsync(ICorpusMetric metric, string file, OutputFormat format, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        List<TextPair> pairs = [];
        List<(string Id, string Reason)> left = [];
        using PairReader reader = new(file, error);
        while (await reader.NextAsync(cancellationToken) is { } pair)
        {
            if (pair.Missing(needsReference: true) is { } missing) { left.Add((pair.Id, missing)); }
            else { pairs.Add(new TextPair(pair.Prediction!, pair.References)); }
        }

        // A corpus without the lines that could not be read would be another corpus.
        if (reader.Wrong > 0) { return ExitCode.Failed; }
        Score score = metric.ScoreCorpus(pairs);
        if (format == OutputFormat.Json) { await output.WriteLineAsync(MetricReport.CorpusLine(score, left)); }
        else { MetricReport.WriteCorpus(format == OutputFormat.Csv, output, error, metric.Info.Name, score, pairs.Count, left); }
        if (left.Count > 0) { await error.WriteLineAsync($"llmnb: {left.Count} of {left.Count + pairs.Count} pairs are missing; the score is that of the others."); }
        return ExitCode.Done;
    }
}
