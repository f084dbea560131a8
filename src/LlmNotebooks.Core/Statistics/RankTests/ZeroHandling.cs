namespace LlmNotebooks.Statistics;

/// <summary>What Wilcoxon's signed-rank test does with differences of 0.</summary>
public enum ZeroHandling
{
    /// <summary>They are left out before ranking. Wilcoxon (1945), Biometrics Bulletin 1:80–83.</summary>
    Wilcoxon,

    /// <summary>They are ranked and then left out. Pratt (1959), JASA 54:655–667.</summary>
    Pratt,

    /// <summary>They are ranked, and their ranks go to both sides by half.</summary>
    Split,
}
