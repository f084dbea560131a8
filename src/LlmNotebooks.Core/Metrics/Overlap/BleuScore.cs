namespace LlmNotebooks.Metrics;

/// <summary>A BLEU score with what it is made of.</summary>
/// <param name="Value">The score, 0 to 100.</param>
/// <param name="Precisions">Share of matching n-grams by order from 1 on, in percent, smoothed.</param>
/// <param name="Matches">Matching n-grams by order, before smoothing.</param>
/// <param name="Totals">The candidate's n-grams by order.</param>
/// <param name="BrevityPenalty">Factor for what is shorter than its references, 0 to 1.</param>
/// <param name="CandidateLength">Tokens of the candidate.</param>
/// <param name="ReferenceLength">Tokens of the reference closest in length, the shorter of two equally close.</param>
public sealed record BleuScore(
    double Value, IReadOnlyList<double> Precisions, IReadOnlyList<long> Matches, IReadOnlyList<long> Totals, double BrevityPenalty, long CandidateLength, long ReferenceLength);
