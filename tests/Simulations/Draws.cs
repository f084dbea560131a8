namespace Simulations;

/// <summary>Random numbers of one run, the same on every machine.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA 2014, 453–472.</remarks>
internal sealed class Draws
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;
    private double? _spare;

    public Draws(int seed, int run) => _state = Mix(Mix((ulong)(uint)seed + Golden) + (ulong)(uint)run + Golden);

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        while (true)
        {
            double x = (2 * Uniform()) - 1, y = (2 * Uniform()) - 1, square = (x * x) + (y * y);
            if (square is >= 1 or 0) { continue; }
            double factor = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * factor;
            return x * factor;
        }
    }

    /// <summary>Exponential with mean 1.</summary>
    public double Exponential() => -Math.Log(Uniform());

    /// <summary>Beta with both shapes above 0, as a share of two gammas.</summary>
    public double Beta(double a, double b)
    {
        double x = Gamma(a), y = Gamma(b);
        // Shapes near 0 give gammas too small for a double: then all the mass is at one end.
        return x + y > 0 ? x / (x + y) : Uniform() < a / (a + b) ? 1 : 0;
    }

    /// <summary>Whole number from 0 to <paramref name="count"/>, exclusive.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    // Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM Transactions on Mathematical Software 26:363–372.
    private double Gamma(double shape)
    {
        if (shape < 1) { return Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape); }
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), v = 1 + (c * x);
            if (v <= 0) { continue; }
            v = v * v * v;
            if (Math.Log(Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v))) { return d * v; }
        }
    }

    private ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
