using LlmNotebooks.Gguf.Numerics;
using LlmNotebooks.Gguf.Tests.Synthetic;

namespace LlmNotebooks.Gguf.Tests.Inference;

public sealed class ArchitectureTests
{
    // Keys, values and sums over values are held in F16, whose spacing is 2⁻¹¹ of a value.
    private const double Tolerance = 0.01;

    public static TheoryData<SyntheticShape> Shapes =>
    [
        new SyntheticShape(64, 4, 4, 16, 16, 96, 2, Tied: true),
        new SyntheticShape(96, 6, 2, 16, 16, 64, 2, Tied: false),
        new SyntheticShape(64, 4, 1, 32, 32, 80, 3, Tied: true),
        new SyntheticShape(40, 5, 5, 8, 8, 50, 2, Tied: false),
        new SyntheticShape(48, 3, 1, 24, 10, 72, 2, Tied: true),
        new SyntheticShape(64, 2, 2, 80, 64, 33, 1, Tied: false),
        new SyntheticShape(72, 7, 7, 4, 2, 31, 2, Tied: false) { RopeBase = 10_000 },
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Scores_are_those_of_the_plain_reference(SyntheticShape shape)
    {
        SyntheticModel model = new(shape, seed: 1);
        int[] ids = Ids(37, seed: 2);
        double[] expected = ReferenceLlama.Logits(model, ids);
        double largest = expected.Max(Math.Abs);

        foreach ((bool mapped, AttentionPrecision precision) in
            ((bool, AttentionPrecision)[])[(false, AttentionPrecision.Half), (true, AttentionPrecision.Half), (false, AttentionPrecision.Single)])
        {
            using LoadedSession loaded = new(model, mapped);
            loaded.Session.Feed(ids, precision, TestContext.Current.CancellationToken);
            float[] actual = loaded.Session.Logits.ToArray();

            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: Tolerance * largest));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_batch_gives_the_very_scores_of_its_tokens_one_by_one(bool mapped, bool exact)
    {
        AttentionPrecision precision = exact ? AttentionPrecision.Single : AttentionPrecision.Half;
        using LoadedSession loaded = new(new SyntheticModel(new SyntheticShape(96, 6, 2, 32, 16, 64, 2, Tied: true), seed: 3), mapped);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        foreach (int length in (int[])[1, 2, 5, 31, 32, 33, 97, 150])
        {
            int[] ids = Ids(length, seed: length);

            loaded.Session.Reset();
            loaded.Session.Feed(ids, precision, cancellationToken);
            float[] together = loaded.Session.Logits.ToArray();

            loaded.Session.Reset();
            foreach (int id in ids)
            {
                loaded.Session.Feed([id], precision, cancellationToken);
            }

            Assert.Equal(together, loaded.Session.Logits.ToArray());
        }
    }

    [Fact]
    public void A_session_starts_anew_after_a_reset()
    {
        using LoadedSession loaded = new(new SyntheticModel(new SyntheticShape(64, 4, 1, 32, 32, 80, 2, Tied: true), seed: 4));
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        int[] ids = Ids(20, seed: 5);
        loaded.Session.Feed(ids, cancellationToken);
        float[] fresh = loaded.Session.Logits.ToArray();

        loaded.Session.Feed(Ids(100, seed: 6), cancellationToken);
        loaded.Session.Reset();
        loaded.Session.Feed(ids, cancellationToken);

        Assert.Equal(fresh, loaded.Session.Logits.ToArray());
    }

    [Fact]
    public void More_tokens_than_fit_are_refused()
    {
        using LoadedSession loaded = new(new SyntheticModel(new SyntheticShape(40, 5, 5, 8, 8, 50, 1, Tied: true), seed: 7));

        Assert.Throws<ArgumentOutOfRangeException>(() => loaded.Session.Feed(new int[loaded.Session.Capacity + 1], TestContext.Current.CancellationToken));
    }

    private static int[] Ids(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(SyntheticModel.VocabularySize))];
    }
}
