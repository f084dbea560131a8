using System.Runtime.InteropServices;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Uniform numbers in (0, 1) of one input, each addressed by its path.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA) read at position path + 1 of a stream that the
/// seed and the input's name choose: no path depends on how many there are or on who computes it, and an input that is added leaves the
/// draws of the others as they were. Whole-number arithmetic, so the same on every machine.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct UniformStream
{
    /// <summary>The smallest number that is drawn; the largest is 1 minus it.</summary>
    public const double Least = 1.0 / (1L << 53);

    public const ulong Step = 0x9E3779B97F4A7C15;

    private readonly ulong _start;

    public UniformStream(long seed, string name)
    {
        // FNV-1a over the name's UTF-16 units.
        ulong hash = 14695981039346656037;
        foreach (char unit in name) { hash = unchecked((hash ^ unit) * 1099511628211); }
        _start = Mix(unchecked(Mix((ulong)seed) + hash));
    }

    /// <summary>The number of a path, from 0.</summary>
    public double At(int path) => ((Mix(unchecked(_start + (Step * ((ulong)path + 1)))) >> 12) + 0.5) / (1L << 52);

    /// <summary>SplitMix64's number of a state.</summary>
    public static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
