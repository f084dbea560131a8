using System.Text.Json.Nodes;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Frame = LlmNotebooks.Tables.Frame;

public sealed class LinesTests
{
    private static readonly Frame Costs = Frame.Of(new (double? Volume, string Option, double? Cost, double? Low, double? High)[]
        {
            (30_000, "service", 3_000, 2_500, 3_500), (10_000, "service", 1_000, 800, 1_200), (20_000, "service", 2_000, 1_500, 2_500),
            (10_000, "machines", 1_500, null, null), (20_000, "machines", 1_500, null, null), (30_000, "machines", 3_000, null, null),
        })
        .Column("requests", c => c.Volume).Column("option", c => c.Option).Column("cost_usd", c => c.Cost, Unit.Usd).Bounds("cost_usd", c => c.Low, c => c.High)
        .Build();

    [Fact]
    public void Lines_run_through_rising_x_and_are_named_at_their_ends()
    {
        JsonNode figure = Charts.Lines(Costs, "requests", "cost_usd", "option", steps: ["machines"]).Read();

        Assert.Equal([[10_000, 20_000, 30_000], [10_000, 20_000, 30_000]], figure.Lines().Select(l => l["x"].Numbers()));
        Assert.Equal([[1_000, 2_000, 3_000], [1_500, 1_500, 3_000]], figure.Lines().Select(l => l["y"].Numbers()));
        Assert.Equal([null, "hv"], figure.Lines().Select(l => (string?)l["line"]!["shape"]));
        Assert.Equal(2, figure.Lines().Select(l => (string?)l["line"]!["color"]).Distinct().Count());
        Assert.All(figure.Lines(), l => Assert.Equal((string?)l["line"]!["color"], (string?)figure.Annotation(l == figure.Lines()[0] ? "service" : "machines")["arrowcolor"]));
        Assert.Equal("$~s", (string?)figure["layout"]!["yaxis"]!["tickformat"]);
    }

    [Fact]
    public void Ends_in_one_place_have_their_names_apart()
    {
        JsonNode figure = Charts.Lines(Costs, "requests", "cost_usd", "option").Read();

        double service = (double)figure.Annotation("service")["ay"]!, machines = (double)figure.Annotation("machines")["ay"]!;
        double[] range = [.. figure["layout"]!["yaxis"]!["range"].Numbers().Select(v => v!.Value)];

        Assert.True(Math.Abs(service - machines) / (range[1] - range[0]) * 320 >= 20, $"{service} and {machines} in {range[0]} to {range[1]}.");
    }

    [Fact]
    public void A_band_lies_between_the_bounds_and_series_without_are_said()
    {
        JsonNode figure = Charts.Lines(Costs, "requests", "cost_usd", "option").Read();

        JsonNode band = Assert.Single(figure.Bands());
        Assert.Equal([10_000, 20_000, 30_000, 30_000, 20_000, 10_000], band["x"].Numbers());
        Assert.Equal([800, 1_500, 2_500, 3_500, 2_500, 1_200], band["y"].Numbers());
        Assert.Contains("band: interval, none for machines", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_goes_in_the_steps_of_its_line()
    {
        JsonNode band = Charts.Lines(Costs, "requests", "cost_usd", "option", steps: ["service"]).Read().Bands()[0];

        Assert.Equal([10_000, 20_000, 20_000, 30_000, 30_000, 30_000, 30_000, 20_000, 20_000, 10_000], band["x"].Numbers());
        Assert.Equal([800, 800, 1_500, 1_500, 2_500, 3_500, 2_500, 2_500, 1_200, 1_200], band["y"].Numbers());
    }

    [Fact]
    public void A_point_without_bounds_parts_the_band_and_is_counted()
    {
        Frame months = Frame.Of(Enumerable.Range(0, 5)).Column("month", m => m, Unit.Months).Column("option", _ => "o").Column("cost", m => m + 5)
            .Bounds("cost", m => m == 2 ? null : m + 4, m => m + 6).Build();

        JsonNode figure = Charts.Lines(months, "month", "cost", "option").Read();

        Assert.Equal([[0, 1, 1, 0], [3, 4, 4, 3]], figure.Bands().Select(b => b["x"].Numbers()));
        Assert.Equal([5, 6, 7, 8, 9], Assert.Single(figure.Lines())["y"].Numbers());
        Assert.Contains("band: interval · 1 of 5 points without", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_columns_of_bounds_there_is_no_band()
    {
        JsonNode figure = Charts.Lines(Costs.Select("requests", "option", "cost_usd"), "requests", "cost_usd", "option").Read();

        Assert.Empty(figure.Bands());
        Assert.DoesNotContain("band", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_that_are_named_must_be_there()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Charts.Lines(Costs, "requests", "cost_usd", "option", low: "least"));

        Assert.Contains("'least'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_is_a_gap_and_a_place_between_gaps_a_point()
    {
        Frame months = Frame.Of(Enumerable.Range(0, 6)).Column("month", m => m, Unit.Months).Column("option", _ => "o").Column("probability", m => m is 3 or 5 ? (double?)null : m / 10.0, Unit.Share).Build();

        JsonNode figure = Charts.Lines(months, "month", "probability", "option").Read();

        JsonNode line = Assert.Single(figure.Lines());
        Assert.Equal([0, 0.1, 0.2, null, 0.4, null], line["y"].Numbers());
        Assert.Equal([0, 0, 0, 0, 8, 0], line["marker"]!["size"].Numbers());
        Assert.Contains("2 not drawn, probability missing: o", figure.Title(), StringComparison.Ordinal);
        Assert.Equal([0, 1.02], figure["layout"]!["yaxis"]!["range"].Numbers());
    }

    [Fact]
    public void A_line_that_ends_before_the_others_is_named_where_it_ends()
    {
        Frame months = Frame.Of(Enumerable.Range(0, 20)).Column("month", m => m % 10).Column("option", m => m < 10 ? "long" : "short").Column("cost", m => m is > 15 ? (double?)null : m).Build();

        JsonNode figure = Charts.Lines(months, "month", "cost", "option").Read();

        Assert.Equal("x", (string?)figure.Annotation("long")["axref"]);
        Assert.Null(figure.Annotation("short")["axref"]);
        Assert.Equal((5, 15), ((double)figure.Annotation("short")["x"]!, (double)figure.Annotation("short")["y"]!));
    }

    [Fact]
    public void Marked_places_have_a_line_and_a_label_above_the_plot()
    {
        JsonNode figure = Charts.Lines(Costs, "requests", "cost_usd", "option", markers: [(15_000, "break-even"), (25_000, "later"), (90_000, "too far")], logX: true).Read();

        Assert.Equal([15_000, 25_000], figure["layout"]!["shapes"]!.AsArray().Select(s => (double)s!["x0"]!));
        Assert.Equal(Math.Log10(15_000), (double)figure.Annotation("break-even")["x"]!, 12);
        Assert.InRange((double)figure.Annotation("later")["y"]!, 1, (double)figure.Annotation("break-even")["y"]! - 0.05);
        Assert.Contains("1 not drawn, outside of the lines: too far", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_marker_must_stand_at_a_number()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Charts.Lines(Costs, "requests", "cost_usd", "option", markers: [(double.NaN, "never")]));

        Assert.Contains("'never' stands at NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_no_series_is_named_with_those_that_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Charts.Lines(Costs, "requests", "cost_usd", "option", steps: ["machine"]));

        Assert.Contains("'machine'; there are: service, machines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logarithmic_axes_leave_out_what_is_not_above_zero_and_cut_bands_at_the_bottom()
    {
        Frame costs = Frame.Of([0.0, 10, 100, 1_000]).Column("requests", v => v).Column("option", _ => "o")
            .Column("cost", v => v == 1_000 ? 0 : v).Bounds("cost", v => v - 50, v => v + 50).Build();

        JsonNode figure = Charts.Lines(costs, "requests", "cost", "option", logX: true, logY: true).Read();

        Assert.Equal([10, 100, null], Assert.Single(figure.Lines())["y"].Numbers());
        Assert.All(Assert.Single(figure.Bands())["y"].Numbers(), v => Assert.True(v > 0));
        Assert.Contains("1 not drawn, requests not above 0", figure.Title(), StringComparison.Ordinal);
        Assert.Contains("1 not drawn, cost not above 0", figure.Title(), StringComparison.Ordinal);
        Assert.Equal(("log", "log"), ((string?)figure["layout"]!["xaxis"]!["type"], (string?)figure["layout"]!["yaxis"]!["type"]));
    }

    [Fact]
    public void One_point_alone_is_drawn()
    {
        JsonNode figure = Charts.Lines(Costs.Head(1), "requests", "cost_usd", "option").Read();

        Assert.Equal([8], Assert.Single(figure.Lines())["marker"]!["size"].Numbers());
        double?[] range = figure["layout"]!["xaxis"]!["range"].Numbers();
        Assert.True(range[0] < 30_000 && range[1] > 30_000, $"{range[0]} to {range[1]}.");
        Assert.Null(figure.Annotation("service")["axref"]);
    }
}
