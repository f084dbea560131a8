using System.Runtime.InteropServices;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Passed and failed observations of the groups of paraphrases and repetitions.</summary>
internal sealed class VerdictTally
{
    private readonly Dictionary<int, (int Passed, int All)> _groups = [];

    public void Add(int group, bool passed)
    {
        ref (int Passed, int All) tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
        tally.All++;
        if (passed) { tally.Passed++; }
    }

    public Consistency? Consistency()
    {
        int groups = 0, equal = 0;
        double pairs = 0;
        foreach ((int passed, int all) in _groups.Values)
        {
            if (all < 2) { continue; }
            int failed = all - passed;
            groups++;
            if (passed == 0 || failed == 0) { equal++; }
            pairs += (((double)passed * (passed - 1)) + ((double)failed * (failed - 1))) / ((double)all * (all - 1));
        }

        return groups == 0 ? null : new Consistency(groups, (double)equal / groups, pairs / groups);
    }
}
