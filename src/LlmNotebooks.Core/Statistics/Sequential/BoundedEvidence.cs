namespace LlmNotebooks.Statistics;

/// <summary>Evidence by betting, for differences within ± a range.</summary>
internal sealed class BoundedEvidence : ISequentialEvidence
{
    // A bet of 1 loses everything at the first difference of −range.
    private const double LargestBet = 0.99;

    // Without an effect in mind; a Kelly bet of a hundredth needs some 80,000 items.
    private const double SmallestBet = 0.01;

    private const double Resolution = 1e-10;

    private readonly List<double> _differences = [];
    private readonly double[] _bets;
    private readonly double _range;
    private readonly double _logRefuted;
    private readonly BettingCapital _above;
    private readonly BettingCapital _below;
    private readonly BettingCapital? _aboveLowerMargin;
    private readonly BettingCapital? _belowUpperMargin;
    private double _sum;

    public BoundedEvidence(SequentialPlan plan, double threshold)
    {
        _range = plan.Range;
        // Each of two bets may be wrong with half of α.
        _logRefuted = threshold + Math.Log(2);
        _bets = Bets(plan);
        (_above, _below) = (new BettingCapital(_bets, 0), new BettingCapital(_bets, 0));
        if (plan.Margin is { } margin)
        {
            if (margin >= _range) { throw new ArgumentOutOfRangeException(nameof(plan), FormattableString.Invariant($"The margin must be less than the range {_range}, not {margin}.")); }
            _aboveLowerMargin = new BettingCapital(_bets, -margin / _range);
            _belowUpperMargin = new BettingCapital(_bets, -margin / _range);
        }
    }

    public double LogEValue => Math.Max(_above.Log, _below.Log) - Math.Log(2);

    public bool FavoursA => _above.Log > _below.Log;

    public bool WithinMargin => _aboveLowerMargin?.Log >= _logRefuted && _belowUpperMargin?.Log >= _logRefuted;

    public void Add(double difference)
    {
        if (Math.Abs(difference) > _range) { throw new ArgumentOutOfRangeException(nameof(difference), difference, FormattableString.Invariant($"Must be from {-_range} to {_range} (the plan's range).")); }
        double x = difference / _range;
        _differences.Add(x);
        _sum += x;
        _above.Add(x);
        _below.Add(-x);
        _aboveLowerMargin?.Add(x);
        _belowUpperMargin?.Add(-x);
    }

    public Interval Interval()
    {
        if (_differences.Count == 0) { return new Interval(-_range, _range); }
        double mean = Math.Clamp(_sum / _differences.Count, -1, 1);
        return new Interval(_range * Lower(mean, 1), -_range * Lower(-mean, -1));
    }

    private static double[] Bets(SequentialPlan plan)
    {
        if (plan.Effect is not { } effect) { return BettingCapital.Bets(SmallestBet, LargestBet, 48); }
        double delta = effect / plan.Range;
        if (delta >= 1) { throw new ArgumentOutOfRangeException(nameof(plan), FormattableString.Invariant($"The effect must be less than the range {plan.Range}, not {effect}.")); }
        if (plan.StandardDeviation is not { } sd) { return BettingCapital.Bets(Math.Min(delta, LargestBet) / 4, LargestBet, 48); }
        double relative = sd / plan.Range, kelly = delta / ((relative * relative) + (delta * delta));
        double lowest = Math.Min(kelly / 4, LargestBet / 4), highest = Math.Min(3 * kelly, LargestBet);
        return BettingCapital.Bets(lowest, highest, 32);
    }

    // The largest m below the mean that the bets on a larger mean have refuted: their capital falls with m, and is at most 1 at the mean.
    private double Lower(double mean, int sign)
    {
        double refuted = -1, open = mean;
        while (open - refuted > Resolution)
        {
            double middle = refuted + ((open - refuted) / 2);
            BettingCapital capital = new(_bets, middle);
            foreach (double x in _differences) { capital.Add(sign * x); }
            if (capital.Log >= _logRefuted) { refuted = middle; }
            else { open = middle; }
        }

        return refuted;
    }
}
