using System.Globalization;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tables;

/// <summary>What options cost and when they break even, as frames.</summary>
public static class OwnershipFrames
{
    /// <summary>One row for each month of an option; see <see cref="ToFrame(IEnumerable{CashFlow})"/>.</summary>
    public static Frame ToFrame(this CashFlow cashFlow)
    {
        ArgumentNullException.ThrowIfNull(cashFlow);
        return new[] { cashFlow }.ToFrame();
    }

    /// <summary>One row for each option and month, month 0 before the first.</summary>
    /// <remarks>
    /// Columns: <c>option</c>, <c>month</c>, <c>requests</c>, <c>machines</c>, <c>capital_usd</c>, <c>running_usd</c>, <c>residual_usd</c>, <c>cost_usd</c>,
    /// <c>cumulative_usd</c>, <c>discounted_usd</c>, <c>discounted_cumulative_usd</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<CashFlow> cashFlows)
    {
        ArgumentNullException.ThrowIfNull(cashFlows);
        return Frame.Of(cashFlows.SelectMany(flow => flow.Months, (flow, month) => (flow.Option, Month: month)))
            .Column("option", r => r.Option, ColumnRole.Key)
            .Column("month", r => r.Month.Month, Unit.Months, ColumnRole.Key)
            .Column("requests", r => r.Month.Requests, Unit.Count)
            .Column("machines", r => r.Month.Machines, Unit.Count)
            .Column("capital_usd", r => r.Month.CapitalUsd, Unit.Usd)
            .Column("running_usd", r => r.Month.RunningUsd, Unit.Usd)
            .Column("residual_usd", r => r.Month.ResidualUsd, Unit.Usd)
            .Column("cost_usd", r => r.Month.CostUsd, Unit.Usd)
            .Column("cumulative_usd", r => r.Month.CumulativeUsd, Unit.Usd)
            .Column("discounted_usd", r => r.Month.DiscountedUsd, Unit.Usd)
            .Column("discounted_cumulative_usd", r => r.Month.DiscountedCumulativeUsd, Unit.Usd)
            .Build();
    }

    /// <summary>One row for each option: what it costs in total and by what is had for it.</summary>
    /// <remarks>
    /// Columns: <c>option</c>, <c>kind</c>, <c>machines</c> in the last month, <c>total_usd</c>, <c>present_value_usd</c>, <c>cost_per_request_usd</c>, <c>cost_per_mtok_usd</c>,
    /// <c>cost_per_solved_task_usd</c> with its interval <c>cost_per_solved_task_low</c> to <c>cost_per_solved_task_high</c>.
    /// </remarks>
    public static Frame ToSummaryFrame(this IEnumerable<CashFlow> cashFlows)
    {
        ArgumentNullException.ThrowIfNull(cashFlows);
        CashFlow[] rows = [.. cashFlows];
        return Frame.Of(rows)
            .Column("option", f => f.Option, ColumnRole.Key)
            .Column("kind", f => f.Kind)
            .Column("machines", f => f.Months[^1].Machines, Unit.Count)
            .Column("total_usd", f => f.TotalUsd, Unit.Usd)
            .Column("present_value_usd", f => f.PresentValueUsd, Unit.Usd)
            .Column("cost_per_request_usd", f => f.CostPerRequestUsd, Unit.Usd)
            .Column("cost_per_mtok_usd", f => f.CostPerMtokUsd, Unit.Usd)
            .Column("cost_per_solved_task_usd", f => f.CostPerSolvedTask?.Usd, Unit.Usd)
            .Bounds("cost_per_solved_task_usd", f => (double?)f.CostPerSolvedTask?.Low, f => (double?)f.CostPerSolvedTask?.High, "cost_per_solved_task", FrameIntervals.Level(rows.Where(f => f.CostPerSolvedTask is not null), f => f.CostPerSolvedTask!.Confidence))
            .Build();
    }

    /// <summary>One row for each month: how likely break-even is by then.</summary>
    /// <remarks>Columns: <c>comparison</c>, <c>month</c>, <c>probability</c>, its Monte Carlo standard error <c>se</c>.</remarks>
    public static Frame ToFrame(this BreakEvenSimulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        string comparison = $"{simulation.Option} against {simulation.Than}";
        return Frame.Of(simulation.ByMonth)
            .Column("comparison", _ => comparison, ColumnRole.Key)
            .Column("month", m => m.Month, Unit.Months, ColumnRole.Key)
            .Column("probability", m => m.Probability, Unit.Share)
            .Column("se", m => m.StandardError, Unit.Share, ColumnRole.StandardError, "probability")
            .Build();
    }

    /// <summary>One row for each path of a simulation.</summary>
    /// <remarks>Columns: <c>path</c> from 1, <c>break_even_month</c> (missing for never), <c>saving_usd</c> (missing where nothing is solved).</remarks>
    public static Frame ToPathFrame(this BreakEvenSimulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return Frame.Of(Enumerable.Range(0, simulation.Paths))
            .Column("path", i => i + 1, role: ColumnRole.Key)
            .Column("break_even_month", i => simulation.Months[i], Unit.Months)
            .Column("saving_usd", i => double.IsFinite(simulation.SavingsUsd[i]) ? simulation.SavingsUsd[i] : null, Unit.Usd)
            .Build();
    }

    /// <summary>One row for each uncertain input, in the order given.</summary>
    /// <remarks>
    /// Columns: <c>input</c> with its option, its quantiles <c>low</c> and <c>high</c>, and both as text, <c>range</c>; <c>saving_at_low_usd</c>, <c>saving_at_high_usd</c>, <c>swing_usd</c>,
    /// <c>break_even_month_at_low</c>, <c>break_even_month_at_high</c> (missing for never).
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<TornadoBar> tornado)
    {
        ArgumentNullException.ThrowIfNull(tornado);
        return Frame.Of(tornado)
            .Column("input", b => b.Label, ColumnRole.Key)
            .Column("range", b => string.Create(CultureInfo.InvariantCulture, $"{b.Low:G4} to {b.High:G4}"))
            .Column("low", b => b.Low)
            .Column("high", b => b.High)
            .Column("saving_at_low_usd", b => b.SavingAtLowUsd, Unit.Usd, of: "saving_usd")
            .Column("saving_at_high_usd", b => b.SavingAtHighUsd, Unit.Usd, of: "saving_usd")
            .Column("swing_usd", b => b.SwingUsd, Unit.Usd)
            .Column("break_even_month_at_low", b => b.MonthAtLow, Unit.Months, of: "break_even_month")
            .Column("break_even_month_at_high", b => b.MonthAtHigh, Unit.Months, of: "break_even_month")
            .Build();
    }

    /// <summary>One row for each option and volume.</summary>
    /// <remarks>Columns: <c>requests_per_month</c>, <c>option</c>, <c>cost_usd</c> over the horizon as a value today, with its interval <c>cost_usd_low</c> to <c>cost_usd_high</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<CostAtVolume> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return Frame.Of(costs)
            .Column("requests_per_month", c => c.RequestsPerMonth, Unit.Count, ColumnRole.Key)
            .Column("option", c => c.Option, ColumnRole.Key)
            .Column("cost_usd", c => c.CostUsd, Unit.Usd)
            .Bounds("cost_usd", c => c.LowUsd, c => c.HighUsd)
            .Build();
    }

    /// <summary>One row for each range of volumes.</summary>
    /// <remarks>Columns: <c>from_requests_per_month</c>, <c>to_requests_per_month</c> (missing where it goes on to the limit of the search).</remarks>
    public static Frame ToFrame(this IEnumerable<VolumeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return Frame.Of(ranges)
            .Column("from_requests_per_month", r => r.FromRequestsPerMonth, Unit.Count)
            .Column("to_requests_per_month", r => r.ToRequestsPerMonth, Unit.Count)
            .Build();
    }
}
