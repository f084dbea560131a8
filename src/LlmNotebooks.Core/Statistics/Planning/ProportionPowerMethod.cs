namespace LlmNotebooks.Statistics;

/// <summary>How the power of comparing two independent proportions is approximated.</summary>
public enum ProportionPowerMethod
{
    /// <summary>By the difference of 2·arcsin√p, whose variance is 1/n whatever p: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6.</summary>
    Arcsine,

    /// <summary>By the difference of the proportions with its variance p₁(1−p₁)/n + p₂(1−p₂)/n.</summary>
    Wald,
}
