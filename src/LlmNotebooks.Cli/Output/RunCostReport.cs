using LlmNotebooks.Cli.Options;
using LlmNotebooks.Decisions;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>What the models of a run cost, for people and for machines.</summary>
internal sealed class RunCostReport(IReadOnlyList<ModelCost> costs, DateTimeOffset now)
{
    public void Write(OutputFormat format, TextWriter output, TextWriter error)
    {
        Frame frame = costs.ToFrame();
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, FrameOutput.Rows(frame, costs.Select(c => new { IsOld = c.Prices?.IsOld(now), Unpriced = c.Cost.Reasons.ToDictionary(r => r.Key, r => r.Value), c.PerSolvedUsd.Confidence })));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(frame, output);
                break;
            default:
                FrameOutput.Write(frame.Without("as_of", "source", "remark"), output);
                foreach (ModelCost c in costs.Where(c => c.Prices is not null)) { output.WriteLine($"{c.Model}: {c.Prices!.AgeText(now)}."); }
                foreach (ModelCost c in costs.Where(c => c.PerSolvedUsd.Reason is not null)) { output.WriteLine($"{c.Model}: {c.PerSolvedUsd.Reason}."); }
                break;
        }

        if (format == OutputFormat.Csv)
        {
            foreach (ModelCost c in costs.Where(c => c.PerSolvedUsd.Reason is not null)) { error.WriteLine($"{c.Model}: {c.PerSolvedUsd.Reason}."); }
        }
    }
}
