namespace LlmNotebooks.Statistics;

/// <summary>Evidence about the mean of differences that come one by one.</summary>
internal interface ISequentialEvidence
{
    /// <summary>Logarithm of the e-value against a mean of 0.</summary>
    double LogEValue { get; }

    /// <summary>Whether that evidence speaks for a mean above 0.</summary>
    bool FavoursA { get; }

    /// <summary>Whether the confidence sequence lies within the margin.</summary>
    bool WithinMargin { get; }

    void Add(double difference);

    Interval Interval();
}
