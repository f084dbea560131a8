using LlmNotebooks.Candidates;
using LlmNotebooks.Decisions;

namespace LlmNotebooks.Tables;

/// <summary>What may be chosen, and what was, as frames.</summary>
public static class DecisionFrames
{
    /// <summary>One row for each candidate.</summary>
    /// <remarks>Columns: <c>model</c>, <c>source</c>, <c>file_bytes</c> (missing where there is no file).</remarks>
    public static Frame ToFrame(this IEnumerable<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return Frame.Of(candidates)
            .Column("model", c => c.Name, ColumnRole.Key)
            .Column("source", c => c.Source)
            .Column("file_bytes", c => c.FileBytes, Unit.Bytes)
            .Build();
    }

    /// <summary>What a planned run needs, one row for each model.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>calls</c>, <c>input_tokens</c>, <c>output_tokens</c> (missing where nothing limits them), <c>output_is_longest</c> (whether these are the most there
    /// can be), <c>cost_usd</c>, <c>latency_ms</c> of a call (missing without a pilot run), <c>unpriced</c>: why there is no cost, where there is none.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<ModelRunEstimate> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Frame.Of(models)
            .Column("model", m => m.Model, ColumnRole.Key)
            .Column("calls", m => m.Calls, Unit.Count)
            .Column("input_tokens", m => m.InputTokens, Unit.Tokens)
            .Column("output_tokens", m => m.OutputTokens, Unit.Tokens)
            .Column("output_is_longest", m => m.OutputIsLongest)
            .Column("cost_usd", m => m.CostUsd, Unit.Usd)
            .Column("latency_ms", m => m.LatencyMs, Unit.Milliseconds)
            .Column("unpriced", m => m.Unpriced)
            .Build();
    }

    /// <summary>One row for each option of a choice, the highest score first.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>mean</c>, <c>missing</c>, <c>difference</c> to the best with its interval <c>ci_low</c> to
    /// <c>ci_high</c>, <c>cost</c> (in the unit of the choice's cost), <c>standing</c>, <c>reason</c> of the standing, <c>chosen</c>.
    /// </remarks>
    public static Frame ToFrame(this Choice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return Frame.Of(choice.Options)
            .Column("model", o => o.Model, ColumnRole.Key)
            .Column("mean", o => o.Score)
            .Column("missing", o => o.Missing, Unit.Count)
            .Column("difference", o => o.Difference)
            .Interval("difference", o => o.Interval, level: choice.Confidence)
            .Column("cost", o => o.Cost)
            .Column("standing", o => Name(o.Standing))
            .Column("reason", o => o.Reason)
            .Column("chosen", o => o.Model == choice.Chosen)
            .Build();
    }

    private static string Name(Standing standing) => standing == Standing.WithinMargin ? "within the margin" : standing.ToString().ToLowerInvariant();
}
