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
