namespace LlmNotebooks.Metrics;

/// <summary>What ROUGE counts.</summary>
public enum RougeKind
{
    /// <summary>Words.</summary>
    Rouge1,

    /// <summary>Pairs of neighbouring words.</summary>
    Rouge2,

    /// <summary>The longest common subsequence of words.</summary>
    RougeL,

    /// <summary>The union of the longest common subsequences of each line of the reference with every line of the candidate.</summary>
    RougeLSum,
}
