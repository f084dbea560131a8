using CsCheck;
using LlmNotebooks.Gguf.Generation;
using LlmNotebooks.Gguf.Generation.Sampling;

namespace LlmNotebooks.Gguf.Tests.Generation.Sampling;

public sealed class SamplerTests
{
    // Probabilities 0.5, 0.3, 0.15, 0.05 at the indices 2, 0, 3, 1.
    private static readonly double[] Probabilities = [0.3, 0.05, 0.5, 0.15];
    private static readonly float[] Logits = [.. Probabilities.Select(p => (float)Math.Log(p) + 3)];

    [Fact]
    public void Greedy_takes_the_best_and_the_first_of_equals()
    {
        Assert.Equal(2, new Sampler(new GenerationOptions(), 4).Pick(Logits));
        Assert.Equal(1, new Sampler(new GenerationOptions(), 3).Pick([0, 5, 5]));
    }

    public static TheoryData<GenerationOptions, double[]> Narrowed() => new()
    {
        { new GenerationOptions { Temperature = 1 }, [0.3, 0.05, 0.5, 0.15] },
        { new GenerationOptions { Temperature = 1, TopK = 1 }, [0, 0, 1, 0] },
        { new GenerationOptions { Temperature = 1, TopK = 2 }, [0.375, 0, 0.625, 0] },
        { new GenerationOptions { Temperature = 1, TopK = 99 }, [0.3, 0.05, 0.5, 0.15] },
        { new GenerationOptions { Temperature = 1, TopP = 0.4f }, [0, 0, 1, 0] },
        { new GenerationOptions { Temperature = 1, TopP = 0.7f }, [0.375, 0, 0.625, 0] },
        { new GenerationOptions { Temperature = 1, TopP = 0.9f }, [0.3 / 0.95, 0, 0.5 / 0.95, 0.15 / 0.95] },
        { new GenerationOptions { Temperature = 1, TopK = 2, TopP = 0.6f }, [0, 0, 1, 0] }, // 0.5 of 0.8 is 0.625
        { new GenerationOptions { Temperature = 1, MinP = 0.5f }, [0.375, 0, 0.625, 0] },
        { new GenerationOptions { Temperature = 1, MinP = 1 }, [0, 0, 1, 0] },
        { new GenerationOptions { Temperature = 0.5f }, [0.09 / 0.365, 0.0025 / 0.365, 0.25 / 0.365, 0.0225 / 0.365] }, // squares
        { new GenerationOptions { Temperature = 1e30f }, [0.25, 0.25, 0.25, 0.25] },
        { new GenerationOptions { Temperature = 1e-30f }, [0, 0, 1, 0] },
    };

    [Theory]
    [MemberData(nameof(Narrowed))]
    public void Draws_follow_the_narrowed_probabilities(GenerationOptions options, double[] expected)
    {
        const int Draws = 40_000;
        Sampler sampler = new(options, Logits.Length);
        int[] counts = new int[Logits.Length];
        for (int i = 0; i < Draws; i++)
        {
            counts[sampler.Pick(Logits)]++;
        }

        for (int id = 0; id < expected.Length; id++)
        {
            double standardError = Math.Sqrt(expected[id] * (1 - expected[id]) / Draws);
            Assert.Equal(expected[id], (double)counts[id] / Draws, tolerance: 5 * standardError);
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_tokens() => Gen.Select(Gen.Long, Gen.Float[-5, 5].Array[5, 50]).Sample((seed, logits) =>
    {
        GenerationOptions options = new() { Temperature = 1.3f, TopK = 20, TopP = 0.95f, MinP = 0.01f, Seed = seed };
        Sampler first = new(options, logits.Length), second = new(options, logits.Length);

        Assert.Equal(Enumerable.Range(0, 20).Select(_ => first.Pick(logits)).ToArray(), Enumerable.Range(0, 20).Select(_ => second.Pick(logits)).ToArray());
    });

    [Fact]
    public void Another_seed_draws_others()
    {
        float[] even = new float[100];
        int[][] draws = [.. Enumerable.Range(0, 20).Select(seed =>
        {
            Sampler sampler = new(new GenerationOptions { Temperature = 1, Seed = seed }, even.Length);
            return Enumerable.Range(0, 10).Select(_ => sampler.Pick(even)).ToArray();
        })];

        Assert.Equal(20, draws.Select(d => string.Join(' ', d)).Distinct().Count());
    }

    [Fact]
    public void Options_refuse_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { MaxTokens = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { Temperature = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { Temperature = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TopK = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TopP = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TopP = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { MinP = 1.1f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions { TopLogProbabilities = -1 });
        Assert.Throws<ArgumentException>(() => new GenerationOptions { StopSequences = ["x", ""] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationOptions() with { TopP = 2 });
    }
}
