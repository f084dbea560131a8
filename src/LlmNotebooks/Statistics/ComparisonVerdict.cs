namespace LlmNotebooks.Statistics;

/// <summary>What a paired comparison says, where higher scores are better.</summary>
public enum ComparisonVerdict
{
    /// <summary>A scores higher, and the interval of the difference leaves out 0.</summary>
    ABetter,

    /// <summary>B scores higher, and the interval of the difference leaves out 0.</summary>
    BBetter,

    /// <summary>The interval of the difference contains 0: these items do not tell the two apart.</summary>
    NotDistinguishable,

    /// <summary>There is no interval; the comparison's reason says why.</summary>
    NotComparable,
}
