using System.Runtime.InteropServices;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Counts reasons without keeping more than a thousand different ones.</summary>
internal sealed class ReasonTally
{
    private const int Shown = 20;
    private const int Kept = 1000;
    private const string Other = "other reasons";

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    public void Add(string reason)
    {
        Total++;
        if (_counts.Count >= Kept && !_counts.ContainsKey(reason)) { reason = Other; }
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, reason, out _)++;
    }

    public IReadOnlyList<ReasonCount> Commonest()
    {
        ReasonCount[] all = [.. _counts.Where(pair => pair.Key != Other).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ReasonCount(pair.Key, pair.Value))];
        int rest = Total - all.Take(Shown).Sum(reason => reason.Count);
        return rest == 0 ? all : [.. all.Take(Shown), new ReasonCount(Other, rest)];
    }
}
