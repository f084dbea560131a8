namespace LlmNotebooks.Statistics;

/// <summary>How far raters agree beyond chance.</summary>
/// <param name="Coefficient">1 for perfect agreement, 0 for what chance gives, less for systematic disagreement; null where it is not defined.</param>
/// <param name="Interval">Its interval; null where there is none.</param>
/// <param name="Se">Its standard error; null where there is none.</param>
/// <param name="Confidence">Two-sided level, in (0, 1).</param>
/// <param name="Units">Units with at least two ratings, which the coefficient rests on.</param>
/// <param name="Raters">Raters of those units.</param>
/// <param name="Ratings">Ratings of those units.</param>
/// <param name="LeftOut">Units with fewer than two ratings.</param>
/// <param name="Reason">Why there is no coefficient or no interval; null where both are there.</param>
public sealed record AgreementEstimate(
    double? Coefficient,
    Interval? Interval,
    double? Se,
    double Confidence,
    int Units,
    int Raters,
    int Ratings,
    int LeftOut,
    string? Reason);
