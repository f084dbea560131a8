using CsCheck;
using LlmNotebooks.Tables;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tests.Tables;

public sealed class FrameTests
{
    private static readonly Gen<double?> MaybeNumber = Gen.OneOf(Gen.Const((double?)null), Gen.Int[-3, 3].Select(i => (double?)i), Gen.Double.Select(d => (double?)d));

    private static readonly Frame Models = Frame.Of(new (string? Name, double? Score, long? Bytes, decimal? Usd, bool? Local, DateTimeOffset? Seen)[]
        {
            ("micro", 0.914, 6_400_000, 1.25m, true, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2))),
            ("nano", null, null, null, null, null),
            (null, double.NaN, 0, 0m, false, null),
        })
        .Column("model", m => m.Name)
        .Column("score", m => m.Score)
        .Column("bytes", m => m.Bytes)
        .Column("cost_usd", m => m.Usd)
        .Column("local", m => m.Local)
        .Column("seen", m => m.Seen)
        .Build();

    [Fact]
    public void Columns_have_the_types_that_were_asked_for() => Assert.Equal(
        [typeof(string), typeof(double), typeof(long), typeof(decimal), typeof(bool), typeof(DateTime)],
        Models.DataFrame.Columns.Select(c => c.DataType));

    [Fact]
    public void Whole_numbers_of_int_become_a_column_of_long() =>
        Assert.Equal(typeof(long), Frame.Of([1, 2]).Column("n", n => n).Build().DataFrame.Columns[0].DataType);

    [Fact]
    public void Null_and_NaN_are_missing_and_zero_is_zero()
    {
        Assert.Equal([0.914, null, null], Models.Numbers("score"));
        Assert.Equal([6_400_000, null, 0], Models.Numbers("bytes"));
        Assert.Null(Models[1, "cost_usd"]);
        Assert.Equal(0m, Models[2, "cost_usd"]);
        Assert.Equal(new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc), Models[0, "seen"]);
    }

    [Fact]
    public void NaN_in_a_wrapped_data_frame_is_missing_too() =>
        Assert.Equal([null, 1.0], new Frame(new DataFrame(new DoubleDataFrameColumn("x", [double.NaN, 1.0]))).Numbers("x"));

    [Fact]
    public void Unknown_column_is_refused_with_the_columns_there_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Models.Numbers("acuracy"));

        Assert.Contains("'acuracy'", error.Message, StringComparison.Ordinal);
        Assert.Contains("model, score, bytes, cost_usd, local, seen", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_not_read_as_numbers()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Models.Numbers("model"));

        Assert.Contains("text", error.Message, StringComparison.Ordinal);
        Assert.Contains("score, bytes, cost_usd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_beyond_the_frame_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Models[3, "model"]);

    [Fact]
    public void Two_columns_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Frame.Of([1]).Column("n", n => n).Column("n", n => n));

    [Fact]
    public void A_frame_without_columns_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Frame.Of([1]).Build());

    [Fact]
    public void Where_keeps_the_rows_of_the_condition_in_their_order()
    {
        Frame kept = Models.Where(r => r.Number("bytes") is not null);

        Assert.Equal(["micro", null], kept.Texts("model"));
        Assert.Equal([1.25, 0], kept.Numbers("cost_usd"));
        Assert.Equal([true, false], kept.Rows.Select(r => r["local"]));
        Assert.Null(kept[1, "seen"]);
        Assert.Equal(3, Models.RowCount);
    }

    [Fact]
    public void Where_may_keep_none()
    {
        Frame none = Models.Where(_ => false);

        Assert.Equal(0, none.RowCount);
        Assert.Equal(Models.Columns, none.Columns);
        Assert.Empty(none.Numbers("score"));
    }

    [Fact]
    public void Select_takes_columns_in_the_order_given() =>
        Assert.Equal(["score", "model"], Models.Select("score", "model").Columns);

    [Fact]
    public void Select_refuses_a_column_named_twice() =>
        Assert.Throws<ArgumentException>(() => Models.Select("score", "score"));

    [Fact]
    public void Head_takes_the_first_rows_or_all_there_are()
    {
        Assert.Equal(["micro"], Models.Head(1).Texts("model"));
        Assert.Equal(3, Models.Head(99).RowCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => Models.Head(-1));
    }

    [Fact]
    public void OrderBy_sorts_stably_with_missing_last_both_ways() => Gen.Select(MaybeNumber.Array[0, 20], Gen.Bool).Sample((values, descending) =>
    {
        Frame sorted = Frame.Of(values.Index())
            .Column("place", v => v.Index)
            .Column("value", v => v.Item)
            .Build()
            .OrderBy("value", descending);
        (int Place, double? Value)[] rows = [.. sorted.Rows.Select(r => ((int)r.Number("place")!.Value, r.Number("value")))];
        return rows.Length == values.Length && rows.Zip(rows.Skip(1)).All(pair => InOrder(pair.First, pair.Second, descending));
    });

    [Fact]
    public void OrderBy_sorts_text_by_code_point() =>
        Assert.Equal(["B", "a", "é"], Frame.Of(["é", "a", "B"]).Column("t", t => t).Build().OrderBy("t").Texts("t"));

    [Fact]
    public void Facts_stay_with_their_columns()
    {
        Frame scores = Frame.Of([("a", 0.5), ("b", 0.25)])
            .Column("model", s => s.Item1, ColumnRole.Key)
            .Column("mean", s => s.Item2, Unit.Share)
            .Bounds("mean", s => s.Item2 - 0.1, s => s.Item2 + 0.1, name: "ci", level: 0.9)
            .Column("price", s => s.Item2, Unit.Usd)
            .Build();
        FrameColumn[] facts =
        [
            new("model", ColumnRole.Key), new("mean", Unit: Unit.Share), new("ci_low", ColumnRole.Lower, "mean", Unit.Share, 0.9), new("ci_high", ColumnRole.Upper, "mean", Unit.Share, 0.9),
            new("price", Unit: Unit.Usd),
        ];

        Assert.Equal(facts, scores.Facts);
        Assert.All([scores.Where(_ => true), scores.Where(_ => false), scores.OrderBy("mean"), scores.Head(1), scores.Select([.. scores.Columns])], frame => Assert.Equal(facts, frame.Facts));
        Assert.Equal([facts[4], facts[2]], scores.Select("price", "ci_low").Facts);
        Assert.StartsWith("price", scores.Select("price", "ci_low", "ci_high").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_data_frame_has_no_facts_until_it_is_told_them()
    {
        Frame plain = new(new DataFrame(new DoubleDataFrameColumn("x", [1.0]), new DoubleDataFrameColumn("x_low", [0.5])));

        Frame told = plain.WithFacts(new FrameColumn("x_low", ColumnRole.Lower, "x"));

        Assert.Equal([new("x"), new("x_low")], plain.Facts);
        Assert.Equal([new("x"), new("x_low", ColumnRole.Lower, "x")], told.Facts);
        Assert.Contains("'y', which is not there", Assert.Throws<ArgumentException>(() => plain.WithFacts(new FrameColumn("x_low", ColumnRole.Lower, "y"))).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'z'", Assert.Throws<ArgumentException>(() => plain.WithFacts(new FrameColumn("z"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Frame.Of([1.0]).Bounds("mean", v => v, v => v));
    }

    [Fact]
    public void Units_for_one_of_something_are_equal_where_it_is()
    {
        Assert.Equal(Unit.UsdPer("month"), Unit.UsdPer("month"));
        Assert.NotEqual(Unit.Usd, Unit.UsdPer("month"));
        Assert.Equal("USD per month", Unit.UsdPer("month").ToString());
        Assert.Throws<ArgumentException>(() => Unit.UsdPer(" "));
    }

    [Fact]
    public void A_key_is_laid_across()
    {
        Frame scores = Frame.Of(new (string Model, string? Category, double? Score)[] { ("a", "x", 1), ("a", "y", null), ("a", null, 9), ("b", "y", 4) })
            .Column("model", s => s.Model, ColumnRole.Key).Column("category", s => s.Category, ColumnRole.Key).Column("score", s => s.Score, Unit.Share).Build();

        Frame across = scores.Across("category", "score");

        Assert.Equal([new("model", ColumnRole.Key), new("x", Unit: Unit.Share), new("y", Unit: Unit.Share)], across.Facts);
        Assert.Equal(["a", "b"], across.Texts("model"));
        Assert.Equal([1, null], across.Numbers("x"));
        Assert.Equal([null, 4], across.Numbers("y"));
        Assert.Equal(0, scores.Head(0).Across("category", "score").RowCount);
        Assert.Contains("no key beside 'category'", Assert.Throws<ArgumentException>(() => scores.Select("category", "score").Across("category", "score")).Message, StringComparison.Ordinal);
        Assert.Contains("Two rows have category 'x' and the same model", Assert.Throws<ArgumentException>(() => Frame.Of([1, 2]).Column("model", _ => "a", ColumnRole.Key).Column("category", _ => "x", ColumnRole.Key).Column("n", n => n).Build().Across("category", "n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_stand_side_by_side()
    {
        Frame left = Frame.Of([1, 2]).Column("n", n => n, Unit.Count).Build(), right = Frame.Of([3, 4]).Column("m", n => n, role: ColumnRole.Key).Build();

        Frame both = left.Beside(right);

        Assert.Equal([new("n", Unit: Unit.Count), new("m", ColumnRole.Key)], both.Facts);
        Assert.Equal([3, 4], both.Numbers("m"));
        Assert.Contains("Both frames have a column 'n'", Assert.Throws<ArgumentException>(() => left.Beside(left)).Message, StringComparison.Ordinal);
        Assert.Contains("2 rows, the other 1", Assert.Throws<ArgumentException>(() => left.Beside(right.Head(1))).Message, StringComparison.Ordinal);
    }

    private static bool InOrder((int Place, double? Value) first, (int Place, double? Value) second, bool descending) => (first.Value, second.Value) switch
    {
        (null, null) => first.Place < second.Place,
        (null, _) => false,
        (_, null) => true,
        var (a, b) when a == b => first.Place < second.Place,
        var (a, b) => descending ? a > b : a < b,
    };
}
