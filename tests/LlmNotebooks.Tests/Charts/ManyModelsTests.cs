using System.Text.Json.Nodes;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Frame = LlmNotebooks.Tables.Frame;

public sealed class ManyModelsTests
{
    private static readonly Frame Ranked = Frame.Of(new (string Model, double? Mean, double? Best, string? Group)[]
        {
            ("worst", 0.2, 0, "b"), ("first", 0.9, 0.7, "a"), ("between", 0.5, null, "ab"), ("none", null, null, null), ("second", 0.8, 0.002, "a"),
        })
        .Column("model", m => m.Model).Column("mean", m => m.Mean).Bounds("mean", m => m.Mean - 0.1, m => m.Mean + 0.1)
        .Column("best_probability", m => m.Best).Column("group", m => m.Group)
        .Build();

    private static readonly Frame Compared = Frame.Of(new (string A, string B, double? Difference, bool Apart)[] { ("x", "y", 0.4, true), ("x", "z", 0.1, false), ("y", "z", null, false) })
        .Column("a", p => p.A).Column("b", p => p.B).Column("difference", p => p.Difference).Column("told_apart", p => p.Apart)
        .Build();

    [Fact]
    public void The_best_stands_on_top_with_its_probability_and_missing_ones_are_said()
    {
        JsonNode figure = Charts.Ranking(Ranked).Read();

        Assert.Equal(["worst", "between", "second", "first"], figure["layout"]!["yaxis"]!["ticktext"].Strings());
        Assert.Equal([0.2, 0.5, 0.8, 0.9], figure["data"]![0]!["x"].Numbers());
        Assert.Equal(["0.00", "—", "<0.01", "0.70", "P(best)"], Texts(figure, "right"));
        Assert.Contains("1 not drawn, mean missing: none", figure.Title(), StringComparison.Ordinal);
        Assert.Contains("— : no P(best) in 1 of 4", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_a_group_stand_on_one_bar_with_its_letter()
    {
        JsonNode figure = Charts.Ranking(Ranked).Read();

        Assert.Equal(["b", "a", "b", "a", "a"], Texts(figure, "center"));
        JsonNode[] bars = [.. figure["layout"]!["shapes"]!.AsArray().Select(shape => shape!)];
        // a: rows 1 to 3, b: rows 0 and 1, from the lowest.
        Assert.Equal([(1 - 0.36, 3 + 0.36), (0 - 0.36, 1 + 0.36)], bars.Select(bar => ((double)bar["y0"]!, (double)bar["y1"]!)));
        Assert.True((double)bars[0]["x1"]! <= (double)bars[1]["x0"]!, "Bars of two groups lie over each other.");
    }

    [Fact]
    public void A_group_has_a_gap_where_a_model_between_is_not_of_it()
    {
        Frame frame = Frame.Of(new[] { ("a", 3, "a"), ("b", 2, "b"), ("c", 1, "a") })
            .Column("model", m => m.Item1).Column("mean", m => (double)m.Item2).Bounds("mean", _ => null, _ => null)
            .Column("best_probability", _ => (double?)null).Column("group", m => m.Item3)
            .Build();

        JsonNode figure = Charts.Ranking(frame).Read();

        Assert.Equal([-0.36, 2 - 0.36], figure["layout"]!["shapes"]!.AsArray().Select(shape => (double)shape!["y0"]!));
    }

    [Fact]
    public void So_many_groups_that_letters_would_touch_have_bars_alone()
    {
        Frame frame = Frame.Of(Enumerable.Range(0, 60))
            .Column("model", m => $"m{m}").Column("mean", m => 60.0 - m).Bounds("mean", m => 59.0 - m, m => 61.0 - m)
            .Column("best_probability", _ => 0.5).Column("group", m => CompactLetters.Of([.. Enumerable.Range(0, 60).Select(i => $"m{i}")], from i in Enumerable.Range(0, 60) from j in Enumerable.Range(i + 1, 59 - i) select ($"m{i}", $"m{j}"))[$"m{m}"])
            .Build();

        JsonNode figure = Charts.Ranking(frame).Read();

        Assert.Empty(Texts(figure, "center"));
        Assert.Equal(60, figure["layout"]!["shapes"]!.AsArray().Count);
    }

    [Fact]
    public void Pairs_stand_on_both_sides_and_only_those_told_apart_have_a_colour()
    {
        JsonNode figure = Charts.Pairs(Compared).Read();

        Assert.Equal([null, 0.4, null], figure["data"]![0]!["z"]![0].Numbers());
        Assert.Equal([-0.4, null, null], figure["data"]![0]!["z"]![1].Numbers());
        Assert.Equal([null, null, 0], figure["data"]![1]!["z"]![0].Numbers());
        Assert.Equal([null, null, null], figure["data"]![1]!["z"]![1].Numbers());
        string?[] texts = [.. figure["data"]!.AsArray().Skip(2).SelectMany(trace => trace!["text"].Strings()).Order(StringComparer.Ordinal)];
        Assert.Equal(["+0.10", "+0.40", "—", "—", "−0.10", "−0.40"], texts);
        Assert.Equal(2, figure["layout"]!["shapes"]!.AsArray().Count);
        Assert.Contains("grey: not told apart, 1 of 2 pairs", figure.Title(), StringComparison.Ordinal);
        Assert.Contains("— : no difference in 1 of 3 pairs", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Charts.Ranking(Ranked, group: "letters"));
        Assert.Contains("not truth values", Assert.Throws<ArgumentException>(() => Charts.Pairs(Compared, toldApart: "difference")).Message, StringComparison.Ordinal);
        Assert.Contains("compared twice", Assert.Throws<ArgumentException>(() => Charts.Pairs(Pair(("a", "b"), ("b", "a")))).Message, StringComparison.Ordinal);
        Assert.Contains("'a' with itself", Assert.Throws<ArgumentException>(() => Charts.Pairs(Pair(("a", "a")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_known_the_figure_says_so()
    {
        Assert.Contains("no model has a mean", Charts.Ranking(Ranked.Where(row => row["model"] is "none")).Read()["layout"]!["annotations"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("no pair has a difference", Charts.Pairs(Compared.Where(row => row["a"] is "y")).Read()["layout"]!["annotations"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static Frame Pair(params (string A, string B)[] pairs) => Frame.Of(pairs)
        .Column("a", p => p.A).Column("b", p => p.B).Column("difference", _ => 0.1).Column("told_apart", _ => true).Build();

    private static string?[] Texts(JsonNode figure, string anchor) =>
        [.. figure["layout"]!["annotations"]!.AsArray().Where(a => (string?)a!["xanchor"] == anchor).Select(a => (string?)a!["text"])];
}
