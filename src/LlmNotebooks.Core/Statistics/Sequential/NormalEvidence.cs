namespace LlmNotebooks.Statistics;

/// <summary>Evidence by a mixture of likelihood ratios of the t statistic, for normal differences.</summary>
internal sealed class NormalEvidence : ISequentialEvidence
{
    // A standardised effect of 0.2 where none is given.
    private const double UsualEffect = 0.2;

    private readonly double _threshold;
    private readonly double? _margin;
    private readonly int _burnIn;
    private readonly double _c2;
    private int _count;
    private double _mean;
    private double _squares;

    public NormalEvidence(SequentialPlan plan, double threshold)
    {
        (_threshold, _margin, _burnIn) = (threshold, plan.Margin, plan.BurnIn);
        double effect = plan is { Effect: { } delta, StandardDeviation: { } sd } ? delta / sd : UsualEffect;
        // The mixture's standard deviation 1/c is 0.7 of the effect: the boundary is then lowest near twice the fixed size.
        _c2 = 1 / (0.49 * effect * effect);
    }

    public double LogEValue
    {
        get
        {
            // Differences that do not vary have no t.
            if (_count < _burnIn || _squares <= 0) { return 0; }
            double sum = _count * _mean, about0 = _squares + (sum * _mean);
            return 0.5 * (Math.Log(_c2 / (_count + _c2)) - (_count * Math.Log(1 - (sum * sum / ((_count + _c2) * about0)))));
        }
    }

    public bool FavoursA => _mean > 0;

    public bool WithinMargin => _margin is { } margin && Interval() is var interval && -margin < interval.Lower && interval.Upper < margin;

    public void Add(double difference)
    {
        _count++;
        double delta = difference - _mean;
        _mean += delta / _count;
        _squares += delta * (difference - _mean);
    }

    // The μ whose e-value has not reached 1/α: with q = (α²c²/(n + c²))^(1/n) and s² = Σ(x − x̄)²/n, (x̄ − μ)² ≤ (1 − q)s²/(q − c²/(n + c²)).
    public Interval Interval()
    {
        double part = _c2 / (_count + _c2), q = _count == 0 ? 0 : Math.Exp((Math.Log(part) - (2 * _threshold)) / _count);
        if (_count < _burnIn || q <= part || _squares <= 0) { return new Interval(double.NegativeInfinity, double.PositiveInfinity); }
        double half = Math.Sqrt((1 - q) * (_squares / _count) / (q - part));
        return new Interval(_mean - half, _mean + half);
    }
}
