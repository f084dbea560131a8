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

    private static bool InOrder((int Place, double? Value) first, (int Place, double? Value) second, bool descending) => (first.Value, second.Value) switch
    {
        (null, null) => first.Place < second.Place,
        (null, _) => false,
        (_, null) => true,
        var (a, b) when a == b => first.Place < second.Place,
        var (a, b) => descending ? a > b : a < b,
    };
}
