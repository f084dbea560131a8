namespace LlmNotebooks.Evaluation;

/// <summary>How far a model gives the same verdict when asked the same thing again, in the same or in other words.</summary>
/// <remarks>
/// A verdict is whether a score passes by its metric's pass mark. The observations of one group are all repetitions of all its samples; samples that have
/// a cluster and a template are paraphrases and form one group by cluster, any other sample is a group of its own. Groups with fewer than two
/// scored observations say nothing and are left out.
/// </remarks>
/// <param name="Groups">Groups with at least two scored observations, at least 1.</param>
/// <param name="EqualVerdicts">Share of the groups whose verdicts are all the same, in [0, 1].</param>
/// <param name="PairAgreement">Mean over the groups of the share of pairs of observations with the same verdict, in [0, 1], at least <paramref name="EqualVerdicts"/>.</param>
public sealed record Consistency(int Groups, double EqualVerdicts, double PairAgreement);
