namespace LlmNotebooks.Statistics;

/// <summary>How the p-value of a rank test is computed.</summary>
public enum RankTestMethod
{
    /// <summary>Exact where the sample is small and has no ties (and, of differences, no zeros); else normal.</summary>
    Auto,

    /// <summary>By all arrangements; refused where there are ties or zeros, or more values than can be counted.</summary>
    Exact,

    /// <summary>By the normal approximation, corrected for ties.</summary>
    Normal,
}
