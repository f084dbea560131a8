namespace LlmNotebooks.Statistics;

/// <summary>Who beat whom how often.</summary>
internal sealed class WinGraph
{
    private readonly (int Left, int Right, PairwiseWinner Winner)[] _judgements;

    public WinGraph(IEnumerable<PairwiseJudgement> judgements)
    {
        PairwiseJudgement[] all = [.. judgements];
        foreach (PairwiseJudgement judgement in all)
        {
            if (judgement.Left is null || judgement.Right is null) { throw new ArgumentException("A judgement has no name.", nameof(judgements)); }
            if (judgement.Left == judgement.Right) { throw new ArgumentException($"'{judgement.Left}' is judged against itself.", nameof(judgements)); }
            if (!Enum.IsDefined(judgement.Winner)) { throw new ArgumentException($"The winner of '{judgement.Left}' against '{judgement.Right}' is {judgement.Winner}.", nameof(judgements)); }
        }

        Names = [.. all.SelectMany(judgement => new[] { judgement.Left, judgement.Right }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

        // Sorted, so that the order of judgements cannot change a resample.
        _judgements = [.. all.Select(judgement => (numbers[judgement.Left], numbers[judgement.Right], judgement.Winner)).Order()];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>How many judgements there are.</summary>
    public int Judgements => _judgements.Length;

    public int JudgementsOf(int index) => _judgements.Count(judgement => judgement.Left == index || judgement.Right == index);

    /// <summary>[i, j]: how often i beat j, ties as halves.</summary>
    public double[,] Wins()
    {
        double[,] wins = new double[Names.Count, Names.Count];
        foreach ((int left, int right, PairwiseWinner winner) in _judgements) { Count(wins, left, right, winner); }
        return wins;
    }

    /// <summary>The wins of some judgements, by their positions.</summary>
    public double[,] Resample(ReadOnlySpan<int> positions)
    {
        double[,] wins = new double[Names.Count, Names.Count];
        foreach (int position in positions)
        {
            (int left, int right, PairwiseWinner winner) = _judgements[position];
            Count(wins, left, right, winner);
        }

        return wins;
    }

    /// <summary>Why the likelihood has no finite maximum; null where it has one.</summary>
    public string? WhyNoMaximum(double[,] wins)
    {
        if (Names.Count < 2) { return "there is nothing to compare: fewer than two have been judged"; }
        int[] connected = Reach((i, j) => wins[i, j] + wins[j, i] > 0, 0);
        if (connected.Length < Names.Count) { return $"{Said(connected)} and {Said(Rest(connected))} were never judged against each other: their strengths have no common scale"; }
        int[] beaten = Reach((i, j) => wins[i, j] > 0, 0);
        if (beaten.Length < Names.Count) { return Apart(Rest(beaten)); }
        int[] beating = Reach((i, j) => wins[j, i] > 0, 0);
        return beating.Length < Names.Count ? Apart(beating) : null;
    }

    // The strengths of those above grow without end.
    private string Apart(int[] above) => $"{Said(above)} never lost to {Said(Rest(above))}: the likelihood grows without end with the distance between them";

    private int[] Rest(int[] some) => [.. Enumerable.Range(0, Names.Count).Except(some)];

    private string Said(int[] some)
    {
        string names = string.Join(", ", some.Take(5).Select(i => Names[i]));
        return some.Length > 5 ? $"{names} and {some.Length - 5} more" : names;
    }

    private int[] Reach(Func<int, int, bool> edge, int start)
    {
        SortedSet<int> seen = [start];
        Queue<int> open = new(seen);
        while (open.TryDequeue(out int from))
        {
            for (int to = 0; to < Names.Count; to++)
            {
                if (edge(from, to) && seen.Add(to)) { open.Enqueue(to); }
            }
        }

        return [.. seen];
    }

    private static void Count(double[,] wins, int left, int right, PairwiseWinner winner)
    {
        wins[left, right] += winner switch { PairwiseWinner.Left => 1, PairwiseWinner.Tie => 0.5, _ => 0 };
        wins[right, left] += winner switch { PairwiseWinner.Right => 1, PairwiseWinner.Tie => 0.5, _ => 0 };
    }
}
