using System.Globalization;
using LlmNotebooks.Tables;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    /// <summary>What each option has cost in all by each month, in steps, with its total at the end and the month from which the cheapest stays so.</summary>
    /// <param name="frame">One row for each payment, or for each month and option.</param>
    /// <param name="month">Column with the month of the payment; an investment before the first month of use stands in month 0.</param>
    /// <param name="cost">Column with what is paid in that month, not a running total; an income is below 0.</param>
    /// <param name="series">Column with the names of the options.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="costTitle">Title of the vertical axis, with its unit; made from the column's name and unit when left out.</param>
    /// <param name="monthTitle">Title of the horizontal axis; made from the column's name and unit when left out.</param>
    /// <remarks>
    /// Several payments of an option in one month are added, and a month without a row has none. A row whose cost is missing is
    /// another matter: from there on the sum is unknown, so the line ends before it and the figure says so.
    /// </remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, or there are no rows.</exception>
    public static Figure CashFlow(Frame frame, string month, string cost, string series, string? title = null, string? costTitle = null, string? monthTitle = null)
    {
        ChartData.RequireRows(frame);
        string[] names = [.. frame.Texts(series).Select(ChartData.Label)];
        IReadOnlyList<double?> months = ChartData.Numbers(frame, month), costs = ChartData.Numbers(frame, cost);
        double[] all = [.. months.OfType<double>().Distinct().Order()];
        (FrameColumn across, FrameColumn up) = (frame.FactsOf(month), frame.FactsOf(cost));
        LineAxis xAxis = new(monthTitle ?? AxisTitle.Of(across), across.Unit, IsLog: false), yAxis = new(costTitle ?? "cumulative " + AxisTitle.Of(up), up.Unit, IsLog: false);
        if (all.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, series, [month]), title); }
        (string Name, double?[] Sums)[] options =
        [
            .. Enumerable.Range(0, names.Length).GroupBy(i => names[i], StringComparer.Ordinal)
                .Select(g => (g.Key, CashSums.Of(all, [.. g.Select(i => (months[i], costs[i]))]))),
        ];
        LineSeries[] lines = [.. options.Where(o => o.Sums[0] is not null).Select(o => Line(o.Name, all, o.Sums, up.Unit))];
        if (lines.Length == 0) { return Theme.Empty($"nothing to draw: no {series} has the {cost} of every payment of the first month", title); }

        string? note = ChartData.Note([.. options.Where(o => o.Sums[^1] is null).Select(o => Unknown(o.Name, all, o.Sums, month, cost))]);
        LinePlane plane = new(lines, xAxis, yAxis, Cheapest(options, all, month));
        return plane.Figure(title, note);
    }

    private static LineSeries Line(string name, double[] months, double?[] sums, Unit? unit)
    {
        double last = sums.OfType<double>().Last();
        return new(name, [.. months.Zip(sums, (m, sum) => new LinePoint(m, sum))], IsStepped: true) { EndNote = ChartNumber.ShowShort(last, unit) };
    }

    private static string Unknown(string name, double[] months, double?[] sums, string month, string cost)
    {
        int ends = Array.IndexOf(sums, null);
        return string.Create(CultureInfo.InvariantCulture, $"{PlotlyText.Shorten(name, 30)}: unknown from {month} {months[ends]} on, {cost} missing");
    }

    // An option is only called the cheapest where the sums of all are known to the end, and marked where it was dearer before.
    private static (double X, string Label)[]? Cheapest((string Name, double?[] Sums)[] options, double[] months, string month)
    {
        if (Array.Exists(options, o => o.Sums[^1] is null)) { return null; }
        (string name, double?[] least) = options.MinBy(o => o.Sums[^1]);
        int from = months.Length;
        while (from > 0 && Array.TrueForAll(options, o => o.Sums == least || o.Sums[from - 1] > least[from - 1])) { from--; }
        bool wasDearer = Array.Exists(options, o => o.Sums.Zip(least).Any(s => s.First < s.Second));
        return !wasDearer || from == months.Length
            ? null
            : [(months[from], string.Create(CultureInfo.InvariantCulture, $"from {month} {months[from]}: {PlotlyText.Shorten(name, 24)} cheapest"))];
    }
}
