using LlmNotebooks.Cli.Options;
using LlmNotebooks.Decisions;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>A planned run for people and for machines.</summary>
internal static class PlanReport
{
    public static void Write(RunEstimate plan, OutputFormat format, TextWriter output, TextWriter error)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, Json(plan));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(plan.Models.ToFrame(), output);
                error.WriteLine(plan.ToString());
                break;
            default:
                FrameOutput.Write(plan.Models.ToFrame().WithoutEmpty("unpriced"), output);
                output.WriteLine();
                output.WriteLine(plan.ToString());
                break;
        }
    }

    /// <summary>The plan as one JSON value; what is not known is null.</summary>
    private static object Json(RunEstimate plan) => new
    {
        plan.Source,
        plan.Samples,
        plan.Clusters,
        plan.Repetitions,
        plan.Calls,
        plan.InputTokens,
        plan.OutputTokens,
        plan.CostUsd,
        plan.AtLeastUsd,
        Seconds = plan.Time?.TotalSeconds,
        Models = FrameOutput.Rows(plan.Models.ToFrame()),
        Detectable = Comparison(plan.Detectable, plan.ScoreRange),
        Needed = Comparison(plan.Needed, plan.ScoreRange),
        plan.NeededCostUsd,
        Words = plan.ToString(),
    };

    // A difference that no two scores have is none.
    private static object? Comparison(PairedPlan? plan, double range) => plan is null ? null : new
    {
        Effect = plan.Effect <= range ? plan.Effect : (double?)null,
        plan.Items,
        plan.Repetitions,
        plan.Power,
        plan.Confidence,
        plan.Design.Source,
    };
}
