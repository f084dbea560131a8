using System.Globalization;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Writes a line for each cell: its number as it begins, its time as it ends.</summary>
internal sealed class ProgressLog(string notebook, TextWriter log, TimeProvider time) : IRunProgress
{
    /// <summary>Console text that deserves a word: it makes a notebook that editors open slowly.</summary>
    private const long ManyCharacters = 5_000_000;

    private long _started;

    public void CellStarted(int number, int count)
    {
        _started = time.GetTimestamp();
        log.Write(string.Create(CultureInfo.InvariantCulture, $"{notebook}: cell {number} of {count}"));
        log.Flush();
    }

    public void CellEnded(int number, int count, long streamLength)
    {
        TimeSpan elapsed = time.GetElapsedTime(_started);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $", {elapsed.TotalSeconds:0.0} s"));
        if (streamLength > ManyCharacters)
        {
            string kept = streamLength > 2 * OutputRecorder.KeptAtEachEnd
                ? $"the first and the last {OutputRecorder.KeptAtEachEnd / 1_000_000} million at most are kept in the notebook"
                : "they make the notebook large";
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{notebook}: warning: cell {number} wrote {streamLength / 1e6:0.0} million characters to the console; {kept}."));
        }
    }
}
