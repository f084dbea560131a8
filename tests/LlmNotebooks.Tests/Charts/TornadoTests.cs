using System.Text.Json.Nodes;
using LlmNotebooks.Charts;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Frame = LlmNotebooks.Tables.Frame;

public sealed class TornadoTests
{
    private static readonly Frame Inputs = Frame.Of(new (string Input, double? Low, double? High, string? From, string? To)[]
        {
            ("hours", 95, 106, "4", "10"), ("volume", 60, 190, "200k", "900k"), ("lost", null, 120, "1", "2"), ("price", 130, 80, "$0.90", "$2.40"),
        })
        .Column("input", i => i.Input).Column("saving_usd_low", i => i.Low, Unit.Usd, of: "saving_usd").Column("saving_usd_high", i => i.High, Unit.Usd, of: "saving_usd").Column("from", i => i.From).Column("to", i => i.To)
        .Build();

    [Fact]
    public void The_biggest_swing_stands_on_top_and_rows_without_both_results_are_said()
    {
        JsonNode figure = Charts.Tornado(Inputs, "input", "saving_usd_low", "saving_usd_high", baseline: 100).Read();

        Assert.Equal(["hours", "price", "volume"], figure["layout"]!["yaxis"]!["ticktext"].Strings());
        Assert.Contains("1 not drawn, saving_usd_low or saving_usd_high missing: lost", figure.Title(), StringComparison.Ordinal);
        Assert.Contains("line: baseline, $100.00", figure.Title(), StringComparison.Ordinal);
        Assert.Equal("saving (USD)", (string?)figure["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.Equal([95, 130, 60], figure["data"]![2]!["x"].Numbers());
        Assert.Equal([106, 80, 190], figure["data"]![3]!["x"].Numbers());
    }

    [Fact]
    public void Ends_at_low_and_high_inputs_differ_in_colour_and_shape_and_the_note_says_which_is_which()
    {
        JsonNode figure = Charts.Tornado(Inputs, "input", "saving_usd_low", "saving_usd_high", baseline: 100).Read();

        JsonNode low = figure["data"]![2]!["marker"]!, high = figure["data"]![3]!["marker"]!;
        Assert.Equal((Theme.Accent, "circle"), ((string?)low["color"], (string?)low["symbol"]));
        Assert.Equal((Theme.Contrary, "diamond"), ((string?)high["color"], (string?)high["symbol"]));
        Assert.Contains("blue ●: at the input's low value · orange ◆: at its high value", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_inputs_stand_outside_of_the_bar()
    {
        JsonNode figure = Charts.Tornado(Inputs, "input", "saving_usd_low", "saving_usd_high", 100, "from", "to").Read();

        Assert.Equal(["4", "$0.90", "200k"], figure["data"]![2]!["text"].Strings());
        Assert.Equal(["middle left", "middle right", "middle left"], figure["data"]![2]!["textposition"].Strings());
        Assert.Equal(["middle right", "middle left", "middle right"], figure["data"]![3]!["textposition"].Strings());
        Assert.Contains("at its low value, $0.90: $130.00", figure["data"]![2]!["customdata"].Strings()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_are_numbers_are_short_and_both_results_name_the_axis()
    {
        Frame numbers = Frame.Of(new (string Input, double AtLow, double AtHigh, double Low, double High)[] { ("share", 60, 190, 0.95850321, 5047.853) })
            .Column("input", i => i.Input).Column("saving_at_low_usd", i => i.AtLow, Unit.Usd, of: "saving_usd").Column("saving_at_high_usd", i => i.AtHigh, Unit.Usd, of: "saving_usd").Column("low", i => i.Low).Column("high", i => i.High)
            .Build();

        JsonNode figure = Charts.Tornado(numbers, "input", "saving_at_low_usd", "saving_at_high_usd", 100, "low", "high").Read();

        Assert.Equal(["0.9585"], figure["data"]![2]!["text"].Strings());
        Assert.Equal(["5048"], figure["data"]![3]!["text"].Strings());
        Assert.Equal("saving (USD)", (string?)figure["layout"]!["xaxis"]!["title"]!["text"]);
    }

    [Theory]
    // Low result, high result, then where the parts of the low and of the high end begin and end.
    [InlineData(60, 190, 100, 60, 100, 190)]
    [InlineData(130, 80, 100, 130, 100, 80)]
    [InlineData(110, 150, 110, 110, 110, 150)]
    [InlineData(150, 110, 110, 150, 110, 110)]
    [InlineData(60, 90, 90, 60, 90, 90)]
    [InlineData(90, 60, 90, 90, 90, 60)]
    [InlineData(100, 120, 100, 100, 100, 120)]
    [InlineData(100, 100, 100, 100, 100, 100)]
    public void A_bar_spans_its_results_and_changes_colour_at_the_baseline(double low, double high, double lowFrom, double lowTo, double highFrom, double highTo)
    {
        TornadoRow row = new("input", low, high, null, null);

        Assert.Equal(((lowFrom, lowTo), (highFrom, highTo)), (row.Part(atHigh: false, 100), row.Part(atHigh: true, 100)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void The_baseline_must_be_a_number(double baseline)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Charts.Tornado(Inputs, "input", "saving_usd_low", "saving_usd_high", baseline));

        Assert.Equal("baseline", error.ParamName);
    }

    [Fact]
    public void Inputs_that_change_nothing_are_drawn()
    {
        Frame still = Frame.Of(["a"]).Column("input", i => i).Column("low", _ => 0.0).Column("high", _ => 0.0).Build();

        double?[] range = Charts.Tornado(still, "input", "low", "high", 0).Read()["layout"]!["xaxis"]!["range"].Numbers();

        Assert.True(range[0] < 0 && range[1] > 0, $"{range[0]} to {range[1]}.");
    }
}
