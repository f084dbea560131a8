using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LlmNotebooks.Statistics.Resampling;

/// <summary>Random numbers of one resample, addressed by seed and resample: they depend on nothing else, least of all on who draws first.</summary>
/// <remarks>
/// Eight xoshiro128++ generators side by side (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM Transactions on
/// Mathematical Software 47:36), their states from SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA).
/// Whole-number arithmetic, so the same on every machine.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal struct RandomLanes
{
    /// <summary>Numbers of 32 bits drawn at once.</summary>
    public const int Width = 8;

    /// <summary>Numbers of 16 bits drawn at once.</summary>
    public const int Piece = 2 * Width;

    /// <summary>Of 65,536: then at most one vector in five is drawn again.</summary>
    private const int MostThrownAway = 1024;

    private const ulong Step = 0x9E3779B97F4A7C15;

    private Vector256<uint> _s0;
    private Vector256<uint> _s1;
    private Vector256<uint> _s2;
    private Vector256<uint> _s3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RandomLanes(long seed, long resample)
    {
        ulong state = Mix(unchecked(Mix((ulong)seed) + (Step * ((ulong)resample + 1))));
        _s0 = Lanes(ref state);
        _s1 = Lanes(ref state);
        _s2 = Lanes(ref state);
        _s3 = Lanes(ref state);
    }

    /// <summary>Eight generators that start at one state.</summary>
    internal RandomLanes(uint s0, uint s1, uint s2, uint s3) =>
        (_s0, _s1, _s2, _s3) = (Vector256.Create(s0), Vector256.Create(s1), Vector256.Create(s2), Vector256.Create(s3));

    /// <summary>Eight numbers of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Next()
    {
        Vector256<uint> sum = _s0 + _s3;
        Vector256<uint> next = ((sum << 7) | (sum >>> 25)) + _s0;
        Vector256<uint> t = _s1 << 9;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = (_s3 << 11) | (_s3 >>> 21);
        return next;
    }

    /// <summary>Fills with numbers from 0 to <paramref name="count"/>, exclusive, each as likely as the others.</summary>
    /// <param name="indices">Filled whole; so that a resample does not depend on how it is cut, all but its last piece have a multiple of <see cref="Piece"/>.</param>
    /// <param name="count">At least 1.</param>
    /// <remarks>
    /// The upper half of random · count, where the lower half is not among the 2ᵇ mod count that would favour some indices: Lemire (2019), "Fast random
    /// integer generation in an interval", ACM Transactions on Modeling and Computer Simulation 29:3. Those of one vector are taken, or drawn again, together.
    /// b is 16 where that throws little away, and otherwise 32.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<int> indices, int count)
    {
        if (count <= ushort.MaxValue && (1 << 16) % count <= MostThrownAway) { FillNarrow(indices, (ushort)count); }
        else { FillWide(indices, (uint)count); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillNarrow(Span<int> indices, ushort count)
    {
        Vector256<ushort> narrow = Vector256.Create(count), least = Vector256.Create((ushort)((1 << 16) % count));
        Vector256<uint> range = Vector256.Create((uint)count);
        RandomLanes lanes = this;
        Span<Vector256<int>> eights = MemoryMarshal.Cast<int, Vector256<int>>(indices);
        Span<int> rest = indices[(indices.Length / Piece * Piece)..];
        for (int i = 1; i < eights.Length;)
        {
            Vector256<ushort> random = lanes.Next().AsUInt16();
            eights[i - 1] = ((Vector256.WidenLower(random) * range) >>> 16).AsInt32();
            eights[i] = ((Vector256.WidenUpper(random) * range) >>> 16).AsInt32();
            // What is drawn again overwrites, and 2 or 0 is computed: no processor foresees a branch here.
            ulong refused = Vector256.LessThan(random * narrow, least).ExtractMostSignificantBits();
            i += (int)((refused - 1) >> 63) << 1;
        }

        while (rest.Length > 0)
        {
            Vector256<ushort> random = lanes.Next().AsUInt16();
            if (Vector256.LessThanAny(random * narrow, least)) { continue; }
            for (int i = 0; i < rest.Length; i++) { rest[i] = (int)((uint)random[i] * count >> 16); }
            rest = [];
        }

        this = lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillWide(Span<int> indices, uint count)
    {
        Vector256<uint> range = Vector256.Create(count), least = Vector256.Create((uint)((1UL << 32) % count));
        RandomLanes lanes = this;
        Span<Vector256<int>> eights = MemoryMarshal.Cast<int, Vector256<int>>(indices);
        for (int i = 0; i < eights.Length;)
        {
            if (lanes.TryIndices(range, least, out Vector256<int> eight)) { eights[i++] = eight; }
        }

        Span<int> rest = indices[(eights.Length * Width)..];
        while (rest.Length > 0)
        {
            if (!lanes.TryIndices(range, least, out Vector256<int> last)) { continue; }
            for (int i = 0; i < rest.Length; i++) { rest[i] = last[i]; }
            rest = [];
        }

        this = lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryIndices(Vector256<uint> range, Vector256<uint> least, out Vector256<int> indices)
    {
        Vector256<uint> random = Next();
        Vector256<ulong> even = Products(random, range), odd = Products((random.AsUInt64() >>> 32).AsUInt32(), range);
        Vector256<uint> lower = ((even & Vector256.Create(0xFFFFFFFFUL)) | (odd << 32)).AsUInt32();
        indices = ((even >>> 32) | (odd & Vector256.Create(0xFFFFFFFF00000000UL))).AsInt32();
        return !Vector256.LessThanAny(lower, least);
    }

    /// <summary>Products of the even lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Products(Vector256<uint> a, Vector256<uint> b) =>
        Avx2.IsSupported
            ? Avx2.Multiply(a, b)
            : (a.AsUInt64() & Vector256.Create(0xFFFFFFFFUL)) * (b.AsUInt64() & Vector256.Create(0xFFFFFFFFUL));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Lanes(ref ulong state) =>
        Vector256.Create(Draw(ref state), Draw(ref state), Draw(ref state), Draw(ref state)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Draw(ref ulong state) => Mix(unchecked(state += Step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
