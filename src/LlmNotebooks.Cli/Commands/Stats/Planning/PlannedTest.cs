namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>Which test a comparison is planned with.</summary>
internal enum PlannedTest
{
    /// <summary>The paired t test of scores on the same items.</summary>
    Paired,

    /// <summary>Student's t test of two independent samples.</summary>
    T,

    /// <summary>Two independent shares.</summary>
    Proportions,

    /// <summary>McNemar's test of right and wrong answers on the same items.</summary>
    McNemar,
}
