using System.Runtime.Intrinsics;
using CsCheck;
using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Tests.Statistics;

public sealed class RandomLanesTests
{
    // The first ten numbers of xoshiro128++ from the state 1, 2, 3, 4, as in the tests of the Rust crate rand_xoshiro 0.6.0, from the authors' xoshiro128plusplus.c.
    [Fact]
    public void Each_lane_is_xoshiro128_plus_plus()
    {
        RandomLanes lanes = new(1, 2, 3, 4);
        foreach (uint expected in (uint[])[641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420])
        {
            Assert.Equal(Vector256.Create(expected), lanes.Next());
        }
    }

    // 1000 and 40 are drawn by 16 bits, 2000 and 70,000 by 32. χ² with k−1 degrees of freedom is within six standard deviations √(2(k−1)) of k−1.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(2000)]
    [InlineData(65_535)]
    [InlineData(70_000)]
    public void Every_index_is_drawn_as_often_as_the_others(int count)
    {
        int draws = 100 * Math.Max(count, 1000);
        int[] seen = new int[count], indices = new int[997];
        for (int r = 0, left = draws; left > 0; r++, left -= indices.Length)
        {
            Span<int> now = indices.AsSpan(0, Math.Min(left, indices.Length));
            new RandomLanes(6, r).Fill(now, count);
            foreach (int index in now) { seen[index]++; }
        }

        double expected = (double)draws / count, chiSquare = seen.Sum(n => (n - expected) * (n - expected) / expected);
        Assert.InRange(chiSquare, count - 1 - (6 * Math.Sqrt(2.0 * count)), count - 1 + (6 * Math.Sqrt(2.0 * count)));
    }

    [Fact]
    public void A_resample_does_not_depend_on_how_it_is_cut() => Gen.Select(Gen.OneOf(Gen.Int[1, 3000], Gen.Int[60_000, 70_000]), Gen.Int[0, 5], Gen.Int[0, 40], Gen.Long).Sample((count, pieces, rest, seed) =>
    {
        int[] whole = new int[(pieces * RandomLanes.Piece) + rest], cut = new int[whole.Length];
        new RandomLanes(seed, 3).Fill(whole, count);
        RandomLanes lanes = new(seed, 3);
        lanes.Fill(cut.AsSpan(0, pieces * RandomLanes.Piece), count);
        lanes.Fill(cut.AsSpan(pieces * RandomLanes.Piece), count);
        return whole.SequenceEqual(cut) && whole.All(index => index >= 0 && index < count);
    });

    [Fact]
    public void Seeds_and_resamples_start_apart()
    {
        HashSet<Vector256<uint>> starts = [];
        for (long seed = -50; seed < 50; seed++)
        {
            for (int r = 0; r < 100; r++) { Assert.True(starts.Add(new RandomLanes(seed, r).Next())); }
        }
    }

    [Fact]
    public void Radix_sort_sorts() => Gen.OneOf(Gen.Double[-1, 1], Gen.Const(-0.0), Gen.Const(0.0), Gen.Double.Where(double.IsFinite), Gen.Int[-3, 3].Select(i => (double)i)).Array[0, 600].Sample(values =>
    {
        double[] sorted = [.. values], expected = [.. values.Order()];
        RadixSort.Ascending(sorted);
        return sorted.SequenceEqual(expected);
    });
}
