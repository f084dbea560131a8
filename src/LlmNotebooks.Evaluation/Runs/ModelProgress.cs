namespace LlmNotebooks.Evaluation;

/// <summary>How far one candidate is.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Done">Calls stored, failed ones included.</param>
/// <param name="Total">Calls planned.</param>
/// <param name="Errors">Failed calls.</param>
public sealed record ModelProgress(string Model, long Done, long Total, long Errors);
