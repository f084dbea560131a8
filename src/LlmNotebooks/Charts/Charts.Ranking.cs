using System.Globalization;
using LlmNotebooks.Tables;
using Plotly.NET.LayoutObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int RankingNameLetters = 22, RankingWrappedHeight = 42, ProbabilityWidth = 64, GroupsWidth = 144, MostGroupPitch = 16, LeastLetterPitch = 11;

    /// <summary>Means with their intervals, best on top; beside each P(best) and the groups that it is in: models on one bar are not told apart.</summary>
    /// <param name="frame">One row for each model, such as <see cref="LlmNotebooks.Tables.ComparisonFrames.ToRankingFrame"/> gives.</param>
    /// <param name="label">Column with the names of the models.</param>
    /// <param name="value">Column with the means; its bounds are the columns that have this role for it.</param>
    /// <param name="probability">Column with the probability of being the best.</param>
    /// <param name="group">Column with the letters of the groups.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>Rows without a mean are left out, and the figure says so. A group of one model has its letter and no bar.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, the means have no bounds, or there are no rows.</exception>
    public static Figure Ranking(Frame frame, string label = "model", string value = "mean", string probability = "best_probability", string group = "group", string? title = null, string? valueTitle = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        IReadOnlyList<RankingRow> all = RankingRow.Read(frame, label, value, probability, group);
        RankingRow[] rows = [.. all.Where(r => r.Interval.Value is not null).Reverse().OrderBy(r => r.Interval.Value)];
        (Unit? unit, string axisTitle) = (frame.FactsOf(value).Unit, valueTitle ?? AxisTitle.Of(frame.FactsOf(value)));
        if (rows.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, label, [value]), title); }
        IntervalRow[] intervals = [.. rows.Select(r => r.Interval)];
        string[] letters = [.. rows.Reverse().SelectMany(r => r.Letters).Distinct(StringComparer.Ordinal)];
        int unsure = rows.Count(r => r.ProbabilityBest is null);
        string? note = ChartData.Note(
            letters.Length > 0 ? "on one bar, or with one letter: not told apart" : null,
            ChartData.LeftOut([.. all.Where(r => r.Interval.Value is null).Select(r => r.Interval.Label)], $"{value} missing"),
            unsure > 0 ? string.Create(CultureInfo.InvariantCulture, $"— : no P(best) in {unsure} of {rows.Length}") : null,
            IntervalRow.WithoutBounds(intervals));

        double[] ends = [.. intervals.SelectMany(r => r.Ends)];
        LinearAxis axis = Theme.Axis(axisTitle).With("tickformat", AxisTicks.Format(unit, ends.Min(), ends.Max()));
        string[] names = [.. intervals.Select(r => PlotlyText.Wrap(r.Label, RankingNameLetters))];
        int height = intervals.Any(r => r.Label.Length > RankingNameLetters) ? rows.Length * RankingWrappedHeight : IntervalRow.Height(rows.Length);
        double pitch = Math.Min(MostGroupPitch, (double)GroupsWidth / Math.Max(1, letters.Length));
        return Theme.Figure(
            [IntervalRow.Trace(intervals, [.. Enumerable.Range(0, rows.Length)], unit, axisTitle, Theme.Accent)],
            axis, IntervalRow.NameAxis(names), title, note, height,
            layout => layout
                .With("annotations", Probabilities(rows).Concat(pitch < LeastLetterPitch ? [] : Letters(rows, letters, pitch)).ToArray())
                .With("shapes", letters.SelectMany((letter, i) => GroupBars(rows, letter, ProbabilityWidth + ((i + 0.5) * pitch), pitch)).ToArray()),
            above: 22, right: ProbabilityWidth + (int)(pitch * letters.Length) + 12);
    }

    private static IEnumerable<DynamicObj.DynamicObj> Probabilities(RankingRow[] rows) => rows
        .Select((row, i) => BesideRow(i, ProbabilityWidth - 10, "right", row.ProbabilityBest is { } p ? Share(p) : "—"))
        .Append(Theme.Map(("x", 1), ("xref", "paper"), ("y", 1), ("yref", "paper"), ("xshift", ProbabilityWidth - 10), ("xanchor", "right"), ("yanchor", "bottom"),
            ("text", "P(best)"), ("showarrow", false), ("font", Theme.Map(("size", 12)))));

    private static IEnumerable<DynamicObj.DynamicObj> Letters(RankingRow[] rows, string[] letters, double pitch) =>
        from i in Enumerable.Range(0, rows.Length)
        from letter in rows[i].Letters
        select BesideRow(i, ProbabilityWidth + ((Array.IndexOf(letters, letter) + 0.5) * pitch), "center", letter.Trim('(', ')'));

    private static DynamicObj.DynamicObj BesideRow(int row, double shift, string anchor, string text) => Theme.Map(
        ("x", 1), ("xref", "paper"), ("y", row), ("xshift", shift), ("xanchor", anchor), ("yanchor", "middle"), ("text", text), ("showarrow", false), ("font", Theme.Map(("size", 12))));

    // From row to row of a group, past those between that are not of it, which have no letter there: a gap in the bar.
    private static IEnumerable<DynamicObj.DynamicObj> GroupBars(RankingRow[] rows, string letter, double at, double pitch)
    {
        bool lettered = pitch >= LeastLetterPitch;
        double half = Math.Min(lettered ? 6.5 : 2, 0.45 * pitch);
        int[] members = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Letters.Contains(letter, StringComparer.Ordinal))];
        for (int first = 0, after; first < members.Length; first = after)
        {
            after = first + 1;
            while (after < members.Length && members[after] == members[after - 1] + 1) { after++; }
            if (members.Length == 1 && lettered) { yield break; }
            yield return Theme.Map(
                ("type", "rect"), ("xref", "paper"), ("xsizemode", "pixel"), ("xanchor", 1), ("x0", at - half), ("x1", at + half),
                ("y0", members[first] - 0.36), ("y1", members[after - 1] + 0.36), ("fillcolor", Theme.Transparent(Theme.Accent, lettered ? 0.28 : 0.75)), ("line", Theme.Map(("width", 0))));
        }
    }

    private static string Share(double p) => p is > 0 and < 0.005 ? "<0.01" : p is < 1 and >= 0.995 ? ">0.99" : p.ToString("0.00", CultureInfo.InvariantCulture);
}
