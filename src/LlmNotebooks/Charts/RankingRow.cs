using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>One model of a ranking: its mean with bounds, P(best), and the numbers of its groups.</summary>
internal sealed record RankingRow(IntervalRow Interval, double? ProbabilityBest, IReadOnlyList<string> Letters)
{
    public static IReadOnlyList<RankingRow> Read(Frame frame, string label, string value, string probability, string group)
    {
        IReadOnlyList<IntervalRow> intervals = IntervalRow.Read(frame, label, value, null, null);
        IReadOnlyList<double?> best = ChartData.Numbers(frame, probability);
        IReadOnlyList<string?> groups = frame.Texts(group);
        return [.. intervals.Select((row, i) => new RankingRow(row, best[i], Split(groups[i] ?? "")))];
    }

    /// <summary>"ab(53)" is a, b and (53).</summary>
    private static List<string> Split(string letters)
    {
        List<string> parts = [];
        for (int at = 0, end; at < letters.Length; at = end)
        {
            int close = letters[at] == '(' ? letters.IndexOf(')', at) : at;
            end = (close < 0 ? at : close) + 1;
            parts.Add(letters[at..end]);
        }

        return parts;
    }
}
