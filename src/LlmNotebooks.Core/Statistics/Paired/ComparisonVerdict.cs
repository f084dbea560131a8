namespace LlmNotebooks.Statistics;

/// <summary>What a paired comparison says, where higher scores are better.</summary>
public enum ComparisonVerdict
{
    /// <summary>A scores higher, and the interval of the difference leaves out 0; where every cluster differs by the same, the sign test says so.</summary>
    ABetter,

    /// <summary>B scores higher, and the interval of the difference leaves out 0; where every cluster differs by the same, the sign test says so.</summary>
    BBetter,

    /// <summary>The interval of the difference contains 0, or no cluster differs, or all do by the same but are too few: these items do not tell the two apart.</summary>
    NotDistinguishable,

    /// <summary>There is nothing to judge by: no item in common, or fewer than two clusters; the comparison's reason says which.</summary>
    NotComparable,
}
