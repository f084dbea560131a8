namespace LlmNotebooks.Statistics;

/// <summary>Who won a pairwise judgement.</summary>
public enum PairwiseWinner
{
    /// <summary>The left one.</summary>
    Left,

    /// <summary>The right one.</summary>
    Right,

    /// <summary>Neither: half a win for each.</summary>
    Tie,
}
