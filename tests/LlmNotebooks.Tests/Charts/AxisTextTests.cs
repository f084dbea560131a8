using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

public sealed class AxisTextTests
{
    [Theory]
    [InlineData("latency_p95_ms", "latency p95 (ms)")]
    [InlineData("cost_usd", "cost (USD)")]
    [InlineData("cost_usd_per_month", "cost (USD per month)")]
    [InlineData("cost_usd_per_solved_task", "cost (USD per solved task)")]
    [InlineData("month", "month")]
    public void Titles_carry_the_unit(string column, string title) => Assert.Equal(title, AxisTitle.Of(column));

    [Theory]
    [InlineData("cost_usd", 0, 2_500, false, "$~s")]
    [InlineData("cost_usd_per_month", -4e6, 5, false, "$~s")]
    // Below a thousand SI prefixes would make a dime 100m, above a billion 1G.
    [InlineData("cost_usd", 0, 0.3, false, "$,.6~r")]
    [InlineData("cost_usd", 0, 3e9, false, "$,.6~r")]
    [InlineData("cost_usd", 0.2, 20_000, true, "$,.6~r")]
    [InlineData("cost_usd", 20, 20_000, true, "$~s")]
    [InlineData("file_bytes", 1, 2, false, "~s")]
    [InlineData("requests", 100, 2e6, true, "~s")]
    [InlineData("requests", 100, 2e6, false, null)]
    [InlineData("latency_ms", 10, 20_000, true, null)]
    public void Ticks_read_plainly(string column, double lowest, double highest, bool isLog, string? format) =>
        Assert.Equal(format, AxisTicks.Format(column, lowest, highest, isLog));

    [Theory]
    [InlineData("month", true)]
    [InlineData("payback_months", true)]
    [InlineData("requests_per_month", false)]
    public void Months_are_known_by_name(string column, bool isMonth) => Assert.Equal(isMonth, AxisTicks.IsMonth(column));

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
        Assert.Equal((full, brief), (ChartNumber.Show(value, "cost_usd"), ChartNumber.ShowShort(value, "cost_usd")));

    [Theory]
    [InlineData("nano", "nano")]
    [InlineData("own machines, 8B q4", "own machines,|8B q4")]
    [InlineData("price of a GPU hour", "price of|a GPU hour")]
    [InlineData("provider/some-long-model-name-instruct", "provider/some-|long-model-name-i…")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqr|stuvwxyz")]
    public void Long_names_break_into_two_even_lines(string text, string lines) =>
        Assert.Equal(lines.Split('|'), PlotlyText.Lines(text, 18));
}
