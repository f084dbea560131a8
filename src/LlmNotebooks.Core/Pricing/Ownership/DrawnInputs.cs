namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Every uncertain input drawn, independently of the others.</summary>
internal sealed class DrawnInputs(long seed) : IInputs<double>
{
    private readonly Dictionary<(string Owner, InputKind Kind), Draw> _draws = [];

    /// <summary>Which path the values are of, from 0.</summary>
    public int Path { get; set; }

    public double Of(string owner, InputKind kind, Uncertain value)
    {
        if (value.IsFixed) { return (double)value.Median; }
        if (!_draws.TryGetValue((owner, kind), out Draw? draw))
        {
            draw = new Draw(new UniformStream(seed, $"{owner}\n{kind}"));
            _draws.Add((owner, kind), draw);
        }

        return draw.Of(value, Path);
    }

    /// <summary>The last draw of an input, which several options or volumes of one path share.</summary>
    private sealed class Draw(UniformStream stream)
    {
        private int _path = -1;
        private double _last;

        public double Of(Uncertain value, int path)
        {
            if (path != _path) { (_path, _last) = (path, value.Quantile(stream.At(path))); }
            return _last;
        }
    }
}
