namespace LlmNotebooks.Gguf.Generation.Sampling;

/// <summary>The PCG-XSH-RR 64/32 random number generator.</summary>
/// <remarks>O'Neill (2014), HMC-CS-2014-0905; https://www.pcg-random.org, <c>pcg32_srandom_r</c> and <c>pcg32_random_r</c>.</remarks>
internal sealed class Pcg32
{
    private const ulong Multiplier = 6364136223846793005;
    private readonly ulong _increment;
    private ulong _state;

    public Pcg32(ulong seed, ulong sequence = 0)
    {
        _increment = (sequence << 1) | 1;
        Next();
        _state += seed;
        Next();
    }

    /// <summary>The next 32 random bits.</summary>
    public uint Next()
    {
        ulong old = _state;
        _state = unchecked((old * Multiplier) + _increment);
        uint shifted = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(shifted, (int)(old >> 59));
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻³².</summary>
    public double NextUnit() => Next() * (1.0 / (1L << 32));
}
