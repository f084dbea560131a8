using LlmNotebooks.Charts;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Charts;

public sealed class AxisTextTests
{
    public static TheoryData<string, Unit?, string> Titles => new()
    {
        { "latency_p95_ms", Unit.Milliseconds, "latency p95 (ms)" },
        { "latency", Unit.Milliseconds, "latency (ms)" },
        { "latency_p95_ms", null, "latency p95 ms" },
        { "cost_usd", Unit.Usd, "cost (USD)" },
        { "usd", Unit.Usd, "usd" },
        { "saving_usd_low", Unit.Usd, "saving usd low" },
        { "cost_usd_per_month", Unit.UsdPer("month"), "cost (USD per month)" },
        { "cost_usd_per_solved_task", Unit.UsdPer("solved task"), "cost (USD per solved task)" },
        { "price", Unit.UsdPer("solved task"), "price (USD per solved task)" },
        { "output_tokens_per_second", Unit.TokensPerSecond, "output (tokens per second)" },
        { "error_rate", Unit.Share, "error rate (0 to 1)" },
        { "calls", Unit.Count, "calls" },
        { "month", Unit.Months, "month" },
        { "payback_months", Unit.Months, "payback months" },
        { "payback", Unit.Months, "payback (months)" },
        { "exact-match", null, "exact-match" },
    };

    public static TheoryData<Unit?, double, double, bool, string?> TickFormats => new()
    {
        { Unit.Usd, 0, 2_500, false, "$~s" },
        { Unit.UsdPer("month"), -4e6, 5, false, "$~s" },
        // Below a thousand SI prefixes would make a dime 100m, above a billion 1G.
        { Unit.Usd, 0, 0.3, false, "$,.6~r" },
        { Unit.Usd, 0, 3e9, false, "$,.6~r" },
        { Unit.Usd, 0.2, 20_000, true, "$,.6~r" },
        { Unit.Usd, 20, 20_000, true, "$~s" },
        { Unit.Bytes, 1, 2, false, "~s" },
        { Unit.Count, 100, 2e6, true, "~s" },
        { Unit.Count, 100, 2e6, false, null },
        { null, 100, 2e6, false, null },
        { Unit.Milliseconds, 10, 20_000, true, null },
    };

    [Theory]
    [MemberData(nameof(Titles))]
    public void Titles_carry_the_unit(string column, Unit? unit, string title) => Assert.Equal(title, AxisTitle.Of(column, unit));

    [Theory]
    [MemberData(nameof(TickFormats))]
    public void Ticks_read_plainly(Unit? unit, double lowest, double highest, bool isLog, string? format) =>
        Assert.Equal(format, AxisTicks.Format(unit, lowest, highest, isLog));

    [Theory]
    [InlineData(0, "$0", "$0")]
    [InlineData(0.000123456, "$0.000123", "$0.000123")]
    [InlineData(0.999, "$0.999", "$0.999")]
    [InlineData(2.5, "$2.50", "$2.50")]
    [InlineData(-1_234.5, "-$1,234", "-$1,234")]
    [InlineData(9_999, "$9,999", "$10k")]
    [InlineData(123_456, "$123,456", "$123k")]
    [InlineData(999_999, "$999,999", "$1M")]
    [InlineData(1_234_567, "$1,234,567", "$1.23M")]
    [InlineData(-2.5e9, "-$2,500,000,000", "-$2.5B")]
    public void Money_is_shown_in_full_or_short(double value, string full, string brief) =>
        Assert.Equal((full, brief), (ChartNumber.Show(value, Unit.Usd), ChartNumber.ShowShort(value, Unit.Usd)));

    [Theory]
    [InlineData("nano", "nano")]
    [InlineData("own machines, 8B q4", "own machines,|8B q4")]
    [InlineData("price of a GPU hour", "price of|a GPU hour")]
    [InlineData("provider/some-long-model-name-instruct", "provider/some-|long-model-name-i…")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqr|stuvwxyz")]
    public void Long_names_break_into_two_even_lines(string text, string lines) =>
        Assert.Equal(lines.Split('|'), PlotlyText.Lines(text, 18));
}
