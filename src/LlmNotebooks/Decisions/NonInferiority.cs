using System.Globalization;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>Every candidate of a run tested against the best one.</summary>
internal sealed class NonInferiority(Run run, string metric, double margin, double confidence)
{
    public Choice Choose(Cost cost)
    {
        ModelSummary[] scored = [.. run.SummarizeModels(confidence).Where(summary => summary.Metric(metric).Mean is not null)
            .OrderByDescending(summary => summary.Metric(metric).Mean)];
        if (scored.Length == 0) { throw new InvalidOperationException($"Run '{run.Id}': no candidate has a score for {metric}. llmnb runs show tells why."); }

        ModelSummary best = scored[0];
        ChoiceOption[] options = [.. scored.Select(summary => Option(summary, best, scored.Length - 1, cost))];
        ChoiceOption chosen = options
            .Where(option => option.Standing is Standing.Best or Standing.WithinMargin && (option.Cost is not null || option.Standing == Standing.Best))
            .OrderBy(option => option.Cost ?? double.PositiveInfinity).ThenByDescending(option => option.Score)
            .First();
        return new Choice
        {
            Chosen = chosen.Model,
            Best = best.Model,
            Options = options,
            Metric = metric,
            Margin = margin,
            Confidence = confidence,
            Items = best.Clusters,
            Cost = cost,
        };
    }

    private ChoiceOption Option(ModelSummary summary, ModelSummary best, int comparisons, Cost cost)
    {
        MetricSummary score = summary.Metric(metric);
        double? price = cost.Of(run.Plan.Candidates.First(candidate => candidate.Name == summary.Model), summary);
        if (ReferenceEquals(summary, best)) { return new ChoiceOption(summary.Model, Standing.Best, score.Mean, score.Missing, null, null, price, "the highest score"); }

        PairedComparison comparison = run.Compare(summary.Model, best.Model, metric, 1 - ((1 - confidence) / comparisons));
        Interval? interval = comparison.Interval ?? (comparison.SePaired == 0 ? new Interval(comparison.Difference!.Value, comparison.Difference.Value) : null);
        if (interval is not { } found)
        {
            return new ChoiceOption(summary.Model, Standing.Undecided, score.Mean, score.Missing, comparison.Difference, null, price, comparison.Reason ?? "there is no interval");
        }

        Interval widened = new(found.Lower - Below(score) - Above(best.Metric(metric)), found.Upper + Above(score) + Below(best.Metric(metric)));
        return new ChoiceOption(
            summary.Model, StandingOf(widened), score.Mean, score.Missing, comparison.Difference, widened, price, Reason(comparison, found, widened));
    }

    private Standing StandingOf(Interval difference) =>
        difference.Lower >= -margin ? Standing.WithinMargin : difference.Upper < 0 ? Standing.Worse : Standing.Undecided;

    private string Reason(PairedComparison comparison, Interval found, Interval widened)
    {
        string margins = margin.ToString("0.####", CultureInfo.InvariantCulture);
        return StandingOf(widened) switch
        {
            Standing.WithinMargin when comparison is { SePaired: 0, Difference: 0 } => "the same score on every item",
            Standing.WithinMargin => $"no more than {margins} worse",
            Standing.Worse => "worse",
            _ when StandingOf(found) != Standing.Undecided => "its missing scores, or those of the best, could change the answer",
            _ => $"it could be the best, and it could be more than {margins} worse",
        };
    }

    /// <summary>How far the mean would fall if every missing score were 0.</summary>
    private static double Below(MetricSummary score) => score.Bounds is { } bounds && score.Mean is { } mean ? Math.Max(0, mean - bounds.Lower) : 0;

    /// <summary>How far the mean would rise if every missing score were 1.</summary>
    private static double Above(MetricSummary score) => score.Bounds is { } bounds && score.Mean is { } mean ? Math.Max(0, bounds.Upper - mean) : 0;
}
