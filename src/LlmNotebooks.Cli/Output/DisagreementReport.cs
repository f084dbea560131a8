using LlmNotebooks.Cli.Options;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>The samples on which two models disagree, for people and for machines.</summary>
internal static class DisagreementReport
{
    public static void Write(Disagreements disagreements, OutputFormat format, TextWriter output)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(output, new { disagreements.A, disagreements.B, disagreements.Metric, disagreements.Compared, disagreements.Count, Rows = disagreements.Select(Row), Missing = disagreements.Missing.Select(Row) });
            return;
        }

        if (format == OutputFormat.Csv)
        {
            FrameOutput.WriteCsv(disagreements.ToFrame(), output);
            return;
        }

        output.WriteLine($"{disagreements.A} and {disagreements.B} disagree in {disagreements.Count:N0} of {disagreements.Compared:N0} answers ({disagreements.Metric}).");
        foreach (Disagreement row in disagreements)
        {
            output.WriteLine();
            output.WriteLine($"{row.SampleId}{(row.Repetition > 1 ? $" (repetition {row.Repetition})" : "")}{(row.Category is null ? "" : $"  [{row.Category}]")}");
            Lines(output, "input", row.Input);
            Lines(output, "target", row.Target ?? "(none)");
            Lines(output, $"{Mark(disagreements, row.A)} {disagreements.A}", row.A.Text ?? row.A.Score.Reason ?? "(no answer)");
            Lines(output, $"{Mark(disagreements, row.B)} {disagreements.B}", row.B.Text ?? row.B.Score.Reason ?? "(no answer)");
        }

        if (disagreements.Missing.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"{disagreements.Missing.Count:N0} more have no score on one side or both, so nothing can be said of them: {string.Join(", ", disagreements.Missing.Take(10).Select(row => row.SampleId))}{(disagreements.Missing.Count > 10 ? ", …" : "")}");
        }
    }

    private static string Mark(Disagreements disagreements, DisagreementSide side) => side.Score.Value is not { } score ? "?" : disagreements.Info.Passes(score) == true ? "+" : "-";

    private static void Lines(TextWriter output, string label, string text)
    {
        string[] lines = text.Split('\n');
        output.WriteLine($"  {label,-26} {lines[0]}");
        foreach (string line in lines.Skip(1)) { output.WriteLine($"  {"",-26} {line}"); }
    }

    private static object Row(Disagreement row) => new
    {
        row.SampleId,
        row.Category,
        row.Cluster,
        row.Repetition,
        row.Input,
        row.Target,
        A = new { row.A.Text, Score = row.A.Score.Value, row.A.Score.Reason },
        B = new { row.B.Text, Score = row.B.Score.Value, row.B.Score.Reason },
    };
}
