using LlmNotebooks.Cli.Options;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>The runs of a store for people and for machines.</summary>
internal static class RunListReport
{
    public static void Write(IReadOnlyList<RunInfo> runs, OutputFormat format, TextWriter output)
    {
        Frame frame = runs.ToFrame();
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, FrameOutput.Rows(frame, runs.Select(run => new { run.StartedAt, run.EndedAt, run.ReplayOf, run.Plan, run.Environment })));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(frame, output);
                break;
            default:
                FrameOutput.Write(frame, output);
                break;
        }
    }
}
