namespace LlmNotebooks.Statistics;

/// <summary>What a sequential comparison says after a look, where higher scores are better and differences are A − B.</summary>
public enum SequentialDecision
{
    /// <summary>Nothing is decided yet: go on.</summary>
    Continue,

    /// <summary>A scores higher: the confidence sequence has left 0 below it.</summary>
    ABetter,

    /// <summary>B scores higher: the confidence sequence has left 0 above it.</summary>
    BBetter,

    /// <summary>The confidence sequence lies within the plan's margin on both sides of 0: no difference that matters is left to be found.</summary>
    Equivalent,
}
