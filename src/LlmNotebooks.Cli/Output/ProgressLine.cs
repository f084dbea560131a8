using System.Globalization;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Output;

/// <summary>A run's progress on stderr: one line that is written over on a terminal, a line now and then in a file.</summary>
internal sealed class ProgressLine(TextWriter error, bool terminal) : IProgress<RunProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TimeSpan _last = TimeSpan.MinValue;
    private int _width;

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            bool end = value.Done == value.Total && (!value.IsScored || value.Scored == value.Done);
            if (!terminal && !end && _last != TimeSpan.MinValue && value.Elapsed - _last < Pause) { return; }
            _last = value.Elapsed;
            string line = Line(value);
            if (!terminal) { error.WriteLine(line); return; }
            error.Write('\r' + line.PadRight(_width));
            _width = line.Length;
            if (end) { error.WriteLine(); }
        }
    }

    private static string Line(RunProgress value)
    {
        string left = value.CallsPerSecond > 0
            ? $", {TimeSpan.FromSeconds((value.Total - value.Done) / value.CallsPerSecond).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)} left"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} of {value.Total:N0} answers, {value.Errors:N0} error{(value.Errors == 1 ? "" : "s")}, {value.CallsPerSecond:N0}/s{(Scores(value) is { } scores ? $", {scores}" : "")}{(value.Done == value.Total ? "" : left)}{(value.Wait is { } wait ? $"; {wait}" : "")}");
    }

    // Told where it lags behind: most metrics keep up with the answers.
    private static string? Scores(RunProgress value) =>
        value.IsScored && value.Scored < value.Done ? string.Create(CultureInfo.InvariantCulture, $"{value.Scored:N0} scored") : null;
}
