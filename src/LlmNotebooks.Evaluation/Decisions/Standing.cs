namespace LlmNotebooks.Decisions;

/// <summary>Where a candidate stands beside the one with the highest score.</summary>
public enum Standing
{
    /// <summary>It has the highest score.</summary>
    Best,

    /// <summary>It is shown to be worse than the best by no more than the margin, if at all.</summary>
    WithinMargin,

    /// <summary>The evidence does not tell whether it is within the margin.</summary>
    Undecided,

    /// <summary>It is shown to be worse than the best, and not shown to be within the margin.</summary>
    Worse,
}
