namespace LlmNotebooks.Statistics;

/// <summary>What a sequential comparison takes for granted about the differences.</summary>
public enum SequentialMethod
{
    /// <summary>
    /// Only that no difference is larger than the plan's range, as with scores in [0, 1]. The level holds exactly, whatever the distribution, from the first look on.
    /// </summary>
    Bounded,

    /// <summary>
    /// That the differences are normal with an unknown variance, as for latencies and other scores without a bound. The level is exact for normal differences;
    /// for others it is approached after the plan's burn-in, and strongly skewed or rarely different scores can exceed it many times.
    /// </summary>
    Normal,
}
