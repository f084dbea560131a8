using CsCheck;
using LlmNotebooks.Tables;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tests.Tables;

public sealed class FrameTextTests
{
    [Fact]
    public void ToString_aligns_numbers_right_and_shows_missing_as_a_dash()
    {
        Frame frame = Frame.Of(new (string Model, double? Score, long Bytes)[] { ("micro", 0.9143, 6_400_000), ("nano", null, 900), ("pico", 0.4, 0) })
            .Column("model", m => m.Model).Column("score", m => m.Score).Column("bytes", m => m.Bytes).Build();

        Assert.Equal(
            """
            model   score    bytes
            -----  ------  -------
            micro  0.9143  6400000
            nano        —      900
            pico   0.4000        0
            3 rows × 3 columns
            """,
            frame.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(new[] { 0.914, 0.9 }, "0.914 0.900")]
    [InlineData(new[] { 0.5, 1.0 }, "0.5 1.0")]
    [InlineData(new[] { 48.123456, 6.3 }, "48.12 6.30")]
    [InlineData(new[] { 1234.56, 0.04 }, "1234.6 0.04")]
    [InlineData(new[] { 0.8, 0.0000012 }, "0.8 0.0000012")]
    [InlineData(new[] { 0.8, 1.2e-12 }, "0.8 1.2E-12")]
    [InlineData(new[] { 0.00045746, 0.0000114 }, "0.0004575 0.0000114")]
    [InlineData(new[] { -0.022, 0.0 }, "-0.022 0.000")]
    [InlineData(new[] { 3.0, 20000.0 }, "3 20000")]
    [InlineData(new[] { double.PositiveInfinity, 1.5 }, "∞ 1.5")]
    public void Numbers_of_a_column_share_their_decimals(double[] values, string shown)
    {
        Frame frame = Frame.Of(values).Column("x", v => v).Build();

        string[] cells = [.. frame.ToString().ReplaceLineEndings("\n").Split('\n')[2..^1].Select(l => l.Trim())];

        Assert.Equal(shown, string.Join(' ', cells));
    }

    [Fact]
    public void No_number_but_zero_is_shown_as_zero() => Gen.Double.Array[1, 8].Sample(values =>
    {
        string[] cells = [.. Frame.Of(values).Column("x", v => v).Build().ToString().ReplaceLineEndings("\n").Split('\n')[2..^1].Select(l => l.Trim())];
        return values.Zip(cells).All(p => double.IsNaN(p.First) ? p.Second == "—" : p.First == 0 || p.Second.Any(c => c is (>= '1' and <= '9') or '∞'));
    });

    [Fact]
    public void Bounds_stand_together_in_the_decimals_of_their_value_and_units_where_names_do_not_say_them()
    {
        Frame frame = Frame.Of(new (string Model, double? Mean, double? Low, double? High, long Bytes)[] { ("micro", 0.914, 0.9, 0.9305, 6_400_000), ("nano", 1.5, 0.75, null, 900), ("pico", null, null, null, 0) })
            .Column("model", m => m.Model, ColumnRole.Key).Column("mean", m => m.Mean).Bounds("mean", m => m.Low, m => m.High, "ci", 0.9).Column("size", m => m.Bytes, Unit.Bytes).Column("latency_ms", m => m.Mean, Unit.Milliseconds).Build();

        Assert.Equal(
            """
            model   mean    90% interval  size (bytes)  latency_ms
            -----  -----  --------------  ------------  ----------
            micro  0.914  0.900 to 0.930     6,400,000       0.914
            nano   1.500   0.750 or more           900       1.500
            pico       —               —             0           —

            """,
            frame.ToText(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Of_several_intervals_each_says_what_it_is_of()
    {
        Frame frame = Frame.Of([1.0]).Column("a", v => v).Bounds("a", v => v, v => v, level: 0.95).Column("b", v => v).Bounds("b", v => v, v => v).Bounds("b", v => v, v => v, "bootstrap").Build();

        Assert.StartsWith("a  a 95% interval  b  b_low to b_high  bootstrap_low to bootstrap_high", frame.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_fits_the_width_and_neither_names_nor_columns_are_lost() => Gen.Select(Gen.Int[1, 12], Gen.Int[0, 60], Gen.Int[1, 30]).Sample((columns, more, letters) =>
    {
        // Room for the keys, whose heading may be wider than they are, and for the widest figure.
        int width = Math.Max("model".Length, letters) + 26 + more;
        string name = new('m', letters), remark = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"word{i}"));
        FrameBuilder<double> builder = Frame.Of([0.123456, 1234.5]).Column("model", v => v < 1 ? name : "b", ColumnRole.Key).Column("remark", _ => remark);
        for (int i = 0; i < columns; i++) { builder.Column($"figure_{i}", v => v).Bounds($"figure_{i}", v => v - 1, v => v + 1, level: 0.95); }
        Frame frame = builder.Build();

        string[] lines = frame.ToText(width).ReplaceLineEndings("\n").Split('\n');
        string[] headings = [.. lines.Where(line => line.StartsWith("model", StringComparison.Ordinal)).SelectMany(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        string[] words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} > {width}: {line}"));
        Assert.All(Enumerable.Range(0, columns), i => Assert.Contains($"figure_{i}", headings));
        Assert.Equal(headings.Count(heading => heading == "model"), lines.Count(line => line.StartsWith(name, StringComparison.Ordinal) && !line.StartsWith("model", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(0, 30), i => Assert.Contains($"word{i}", words));
    }, iter: 200);

    [Fact]
    public void A_width_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Frame.Of([1]).Column("n", n => n).Build().ToText(0));

    [Fact]
    public void ToString_says_how_many_rows_it_leaves_out() =>
        Assert.EndsWith("first 25 of 30 rows × 1 column", Frame.Of(Enumerable.Range(0, 30)).Column("n", n => n).Build().ToString(), StringComparison.Ordinal);

    [Fact]
    public void Csv_quotes_what_needs_it_and_keeps_empty_text_apart_from_missing()
    {
        Frame frame = Frame.Of(new (string? Text, double? Number)[] { ("plain", 0.1), ("a,\"b\"\nc", null), ("", 1e-300), (null, 3) })
            .Column("text", r => r.Text).Column("number, exact", r => r.Number).Build();

        Assert.Equal("text,\"number, exact\"\r\nplain,0.1\r\n\"a,\"\"b\"\"\nc\",\r\n\"\",1E-300\r\n,3\r\n", frame.ToCsv());
    }

    [Fact]
    public void Csv_is_read_back_by_another_reader() => Gen.Select(Gen.String[Gen.Char[' ', '~'], 1, 12], Gen.Double.Where(double.IsFinite)).Array[1, 10].Sample(rows =>
    {
        Frame frame = Frame.Of(rows).Column("text", r => $"t{r.Item1}t").Column("number", r => r.Item2).Build();
        DataFrame read = DataFrame.LoadCsvFromString(frame.ToCsv(), dataTypes: [typeof(string), typeof(double)]);
        return rows.Index().All(r => (string)read[r.Index, 0] == $"t{r.Item.Item1}t" && (double)read[r.Index, 1] == r.Item.Item2);
    }, iter: 200);
}
