using LlmNotebooks.Decisions;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Output;

/// <summary>A planned run for people and for machines.</summary>
internal static class PlanReport
{
    /// <summary>The plan as one JSON value; what is not known is null.</summary>
    public static object Json(RunEstimate plan) => new
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
        plan.Models,
        Detectable = Comparison(plan.Detectable, plan.ScoreRange),
        Needed = Comparison(plan.Needed, plan.ScoreRange),
        plan.NeededCostUsd,
        Words = plan.ToString(),
    };

    /// <summary>The plan as a table and sentences.</summary>
    public static void Write(RunEstimate plan, TextWriter output)
    {
        TextTable table = new TextTable().Text("model").Number("calls").Number("prompt tokens").Number("answer tokens").Number("USD").Number("mean ms");
        foreach (ModelRunEstimate model in plan.Models)
        {
            table.Row(
                model.Model, TextTable.Whole(model.Calls), TextTable.Whole(model.InputTokens), (model.OutputIsLongest ? "≤ " : "") + (TextTable.Whole(model.OutputTokens) ?? "unknown"),
                model.CostUsd is { } usd ? Usd.Text(usd) : "unpriced", TextTable.Fixed(model.LatencyMs, 1));
        }

        table.Write(output);
        output.WriteLine(plan.ToString());
    }

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
