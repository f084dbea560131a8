using System.Globalization;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>Every candidate of a run tested against the best one.</summary>
internal sealed class NonInferiority(Run run, RunMetric metric, double margin, double confidence)
{
    private readonly MetricInfo _info = metric.Info;

    public Choice Choose(Cost cost)
    {
        ModelSummary[] summaries = [.. run.SummarizeModels(confidence)];
        ModelSummary[] scored = [.. summaries.Where(summary => summary.Metric(metric.Name).Mean is not null).OrderByDescending(summary => _info.Gain(summary.Metric(metric.Name).Mean!.Value)).ThenBy(summary => Price(summary, cost) ?? double.PositiveInfinity)];
        if (scored.Length == 0) { throw new InvalidOperationException($"Run '{run.Id}': no candidate has a score for {metric.Name}. llmnb runs show tells why."); }

        ModelSummary best = scored[0];
        double level = Level(summaries.Length);
        ChoiceOption[] options =
        [
            .. scored.Select(summary => Option(summary, best, level, cost)),
            .. summaries.Except(scored).Select(summary => Unscored(summary, cost)),
        ];
        ChoiceOption chosen = options
            .Where(option => option.Standing == Standing.Best || (option.Standing == Standing.WithinMargin && option.Cost is not null))
            .OrderBy(option => option.Cost ?? double.PositiveInfinity).ThenByDescending(option => _info.Gain(option.Score!.Value))
            .First();
        return new Choice
        {
            Chosen = chosen.Model,
            Best = best.Model,
            Options = options,
            Metric = metric.Name,
            Info = _info,
            Margin = margin,
            Confidence = confidence,
            Samples = best.Samples,
            Clusters = best.Clusters,
            Calls = run.Info.Answers,
            PlannedCalls = run.Plan.Calls,
            Cost = cost,
        };
    }

    /// <summary>Any pair may turn out to be candidate and best, so all pairs share the error between them.</summary>
    private double Level(int candidates) => 1 - ((1 - confidence) / Math.Max(1, candidates * (candidates - 1) / 2));

    private ChoiceOption Option(ModelSummary summary, ModelSummary best, double level, Cost cost)
    {
        MetricSummary score = summary.Metric(metric.Name);
        if (ReferenceEquals(summary, best)) { return new ChoiceOption(summary.Model, Standing.Best, score.Mean, score.Missing, null, null, Price(summary, cost), _info.Better == Better.Higher ? "the highest score" : "the lowest score"); }

        PairedComparison seen = run.Compare(summary.Model, best.Model, metric.Name, level);
        Interval? interval = DifferenceInterval.Of(seen, _info.Range);
        Interval? worstToBest = score.Missing + best.Metric(metric.Name).Missing == 0 ? interval : Whatever(summary.Model, best.Model, level);
        Standing standing = worstToBest is { } bounds ? StandingOf(bounds) : Standing.Undecided;
        return new ChoiceOption(
            summary.Model, standing, score.Mean, score.Missing, seen.Difference, worstToBest, Price(summary, cost), Reason(seen, interval, standing, worstToBest is null && interval is not null));
    }

    /// <summary>The interval that holds whatever the missing scores are: from all against the candidate to all in its favour.</summary>
    private Interval? Whatever(string model, string best, double level)
    {
        if (!_info.IsBounded) { return null; }
        Interval? against = DifferenceInterval.Of(PairedComparison.Compare(model, Scores(model, _info.Minimum), best, Scores(best, _info.Maximum), level), _info.Range);
        Interval? favour = DifferenceInterval.Of(PairedComparison.Compare(model, Scores(model, _info.Maximum), best, Scores(best, _info.Minimum), level), _info.Range);
        return against is { } low && favour is { } high ? new Interval(Math.Min(low.Lower, high.Lower), Math.Max(low.Upper, high.Upper)) : null;
    }

    private IEnumerable<ItemScore> Scores(string model, double missing) =>
        run.Scores(model, metric.Name).Select(score => score with { Score = score.Score ?? missing });

    private ChoiceOption Unscored(ModelSummary summary, Cost cost)
    {
        MetricSummary score = summary.Metric(metric.Name);
        string why = score.MissingReasons.Count > 0 ? score.MissingReasons[0].Reason : "no answer is stored";
        return new ChoiceOption(summary.Model, Standing.Undecided, null, score.Missing, null, null, Price(summary, cost), $"it has no score ({why})");
    }

    private double? Price(ModelSummary summary, Cost cost) => cost.Of(run.Plan.Candidates.First(candidate => candidate.Name == summary.Model), summary);

    // In gains: more is better, whichever way the metric goes.
    private Standing StandingOf(Interval difference)
    {
        (double worst, double best) = _info.Better == Better.Higher ? (difference.Lower, difference.Upper) : (-difference.Upper, -difference.Lower);
        return worst >= -margin ? Standing.WithinMargin : best < 0 ? Standing.Worse : Standing.Undecided;
    }

    private string Reason(PairedComparison seen, Interval? interval, Standing standing, bool worstIsOpen)
    {
        string margins = margin.ToString("0.####", CultureInfo.InvariantCulture);
        return standing switch
        {
            Standing.WithinMargin => $"no more than {margins} worse",
            Standing.Worse => "worse",
            _ when worstIsOpen => "its missing scores, or those of the best, could be anything",
            _ when interval is null => seen.Reason ?? "there is no interval",
            _ when StandingOf(interval.Value) != Standing.Undecided => "its missing scores, or those of the best, could change the answer",
            _ => $"it could be as good, and it could be more than {margins} worse",
        };
    }
}
