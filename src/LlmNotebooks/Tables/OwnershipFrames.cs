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
            .Column("option", r => r.Option)
            .Column("month", r => r.Month.Month)
            .Column("requests", r => (double)r.Month.Requests)
            .Column("machines", r => r.Month.Machines)
            .Column("capital_usd", r => (double)r.Month.CapitalUsd)
            .Column("running_usd", r => (double)r.Month.RunningUsd)
            .Column("residual_usd", r => (double)r.Month.ResidualUsd)
            .Column("cost_usd", r => (double)r.Month.CostUsd)
            .Column("cumulative_usd", r => (double)r.Month.CumulativeUsd)
            .Column("discounted_usd", r => (double)r.Month.DiscountedUsd)
            .Column("discounted_cumulative_usd", r => (double)r.Month.DiscountedCumulativeUsd)
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
        return Frame.Of(cashFlows)
            .Column("option", f => f.Option)
            .Column("kind", f => f.Kind)
            .Column("machines", f => f.Months[^1].Machines)
            .Column("total_usd", f => (double)f.TotalUsd)
            .Column("present_value_usd", f => (double)f.PresentValueUsd)
            .Column("cost_per_request_usd", f => (double?)f.CostPerRequestUsd)
            .Column("cost_per_mtok_usd", f => (double?)f.CostPerMtokUsd)
            .Column("cost_per_solved_task_usd", f => (double?)f.CostPerSolvedTask?.Usd)
            .Column("cost_per_solved_task_low", f => (double?)f.CostPerSolvedTask?.Low)
            .Column("cost_per_solved_task_high", f => (double?)f.CostPerSolvedTask?.High)
            .Build();
    }

    /// <summary>One row for each month: how likely break-even is by then.</summary>
    /// <remarks>Columns: <c>comparison</c>, <c>month</c>, <c>probability</c>, its Monte Carlo standard error <c>probability_se</c>.</remarks>
    public static Frame ToFrame(this BreakEvenSimulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        string comparison = $"{simulation.Option} against {simulation.Than}";
        return Frame.Of(simulation.ByMonth)
            .Column("comparison", _ => comparison)
            .Column("month", m => m.Month)
            .Column("probability", m => m.Probability)
            .Column("probability_se", m => m.StandardError)
            .Build();
    }

    /// <summary>One row for each path of a simulation.</summary>
    /// <remarks>Columns: <c>path</c> from 1, <c>break_even_month</c> (missing for never), <c>saving_usd</c> (missing where nothing is solved).</remarks>
    public static Frame ToPathFrame(this BreakEvenSimulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return Frame.Of(Enumerable.Range(0, simulation.Paths))
            .Column("path", i => i + 1)
            .Column("break_even_month", i => simulation.Months[i])
            .Column("saving_usd", i => double.IsFinite(simulation.SavingsUsd[i]) ? simulation.SavingsUsd[i] : null)
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
            .Column("input", b => b.Label)
            .Column("range", b => string.Create(CultureInfo.InvariantCulture, $"{b.Low:G4} to {b.High:G4}"))
            .Column("low", b => b.Low)
            .Column("high", b => b.High)
            .Column("saving_at_low_usd", b => b.SavingAtLowUsd)
            .Column("saving_at_high_usd", b => b.SavingAtHighUsd)
            .Column("swing_usd", b => b.SwingUsd)
            .Column("break_even_month_at_low", b => b.MonthAtLow)
            .Column("break_even_month_at_high", b => b.MonthAtHigh)
            .Build();
    }

    /// <summary>One row for each option and volume.</summary>
    /// <remarks>Columns: <c>requests_per_month</c>, <c>option</c>, <c>cost_usd</c> over the horizon as a value today, <c>low</c> and <c>high</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<CostAtVolume> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return Frame.Of(costs)
            .Column("requests_per_month", c => (double)c.RequestsPerMonth)
            .Column("option", c => c.Option)
            .Column("cost_usd", c => c.CostUsd)
            .Column("low", c => c.LowUsd)
            .Column("high", c => c.HighUsd)
            .Build();
    }

    /// <summary>One row for each range of volumes.</summary>
    /// <remarks>Columns: <c>from_requests_per_month</c>, <c>to_requests_per_month</c> (missing where it goes on to the limit of the search).</remarks>
    public static Frame ToFrame(this IEnumerable<VolumeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return Frame.Of(ranges)
            .Column("from_requests_per_month", r => (double)r.FromRequestsPerMonth)
            .Column("to_requests_per_month", r => (double?)r.ToRequestsPerMonth)
            .Build();
    }
}
