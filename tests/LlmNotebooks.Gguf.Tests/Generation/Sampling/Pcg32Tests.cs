using LlmNotebooks.Gguf.Generation.Sampling;

namespace LlmNotebooks.Gguf.Tests.Generation.Sampling;

public sealed class Pcg32Tests
{
    // Output of pcg32-demo of https://github.com/imneme/pcg-c-basic, seeded with 42 and sequence 54: its first round's 32-bit numbers.
    [Fact]
    public void The_first_numbers_are_the_published_ones()
    {
        Pcg32 random = new(42, 54);

        Assert.Equal([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e], Enumerable.Range(0, 6).Select(_ => random.Next()));
    }

    [Fact]
    public void Units_are_even_over_the_unit_interval()
    {
        Pcg32 random = new(1);
        double[] units = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextUnit())];

        Assert.All(units, u => Assert.InRange(u, 0, Math.BitDecrement(1.0)));
        Assert.Equal(0.5, units.Average(), tolerance: 0.005); // 5 standard errors
    }
}
