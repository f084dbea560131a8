namespace LlmNotebooks.Statistics;

/// <summary>How the interval of a mean was made.</summary>
public enum IntervalMethod
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Student's t with clustered standard error, for scores without bounds.</summary>
    T,

    /// <summary>Wilson's score interval, for independent scores that all lie at the ends of their range, such as right and wrong answers.</summary>
    Wilson,

    /// <summary>Wilson's, with the number of independent scores at the ends of the range that would be as uncertain: for clusters, repetitions, and scores between the ends.</summary>
    WilsonEffective,
}
