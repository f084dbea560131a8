namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Every uncertain input drawn, independently of the others.</summary>
internal sealed class DrawnInputs(long seed) : IInputs<double>
{
    private readonly Dictionary<(string Owner, InputKind Kind), UniformStream> _streams = [];

    /// <summary>Which path the values are of, from 0.</summary>
    public int Path { get; set; }

    public double Of(string owner, InputKind kind, Uncertain value)
    {
        if (value.IsFixed) { return (double)value.Median; }
        if (!_streams.TryGetValue((owner, kind), out UniformStream stream))
        {
            stream = new UniformStream(seed, $"{owner}\n{kind}");
            _streams.Add((owner, kind), stream);
        }

        return value.Quantile(stream.At(Path));
    }
}
