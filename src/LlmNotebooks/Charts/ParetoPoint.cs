namespace LlmNotebooks.Charts;

/// <summary>One choice of a Pareto chart.</summary>
internal sealed record ParetoPoint(double X, IntervalRow Row)
{
    public double Y => Row.Value!.Value;

    public double Low => Row.HasBounds ? Row.Low!.Value : Y;

    public double High => Row.HasBounds ? Row.High!.Value : Y;
}
