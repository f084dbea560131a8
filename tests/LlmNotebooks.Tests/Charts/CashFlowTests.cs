using System.Text.Json.Nodes;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Figure = LlmNotebooks.Charts.Figure;
using Frame = LlmNotebooks.Tables.Frame;

public sealed class CashFlowTests
{
    private static readonly (int? Month, string Option, double? Cost)[] Payments =
    [
        (1, "service", 50), (2, "service", 50), (3, "service", 50), (4, "service", 50),
        (0, "machines", 90), (1, "machines", 10), (2, "machines", 4), (2, "machines", 6), (3, "machines", 10), (4, "machines", 10),
    ];

    [Fact]
    public void Payments_add_up_in_steps_from_the_first_month_of_all()
    {
        JsonNode figure = Draw(Payments).Read();

        Assert.All(figure.Lines(), l => Assert.Equal([0, 1, 2, 3, 4], l["x"].Numbers()));
        Assert.Equal([[0, 50, 100, 150, 200], [90, 100, 110, 120, 130]], figure.Lines().Select(l => l["y"].Numbers()));
        Assert.All(figure.Lines(), l => Assert.Equal("hv", (string?)l["line"]!["shape"]));
        Assert.Equal("cumulative cost (USD)", (string?)figure["layout"]!["yaxis"]!["title"]!["text"]);
        Assert.NotNull(figure.Annotation("machines<br>$130.00"));
    }

    [Fact]
    public void The_month_from_which_the_cheapest_stays_so_is_marked()
    {
        JsonNode figure = Draw(Payments).Read();

        Assert.Equal(3, (double)Assert.Single(figure["layout"]!["shapes"]!.AsArray())!["x0"]!);
        Assert.NotNull(figure.Annotation("from month 3:<br>machines cheapest"));
    }

    [Fact]
    public void No_month_is_marked_where_the_cheapest_was_never_dearer_or_no_option_is_the_cheapest()
    {
        Figure always = Draw([.. Payments.Where(p => p.Month > 0)]), tie = Draw([(0, "a", 2), (1, "a", 1), (1, "b", 3)]), alone = Draw([(0, "a", 2), (1, "a", 1)]);

        Assert.All([always, tie, alone], f => Assert.Empty(f.Read()["layout"]!["shapes"]!.AsArray()));
    }

    [Fact]
    public void A_missing_payment_ends_its_line_and_is_said_and_nothing_is_called_the_cheapest()
    {
        JsonNode figure = Draw([.. Payments.Select(p => p is { Option: "service", Month: 3 } ? (p.Month, p.Option, null) : p)]).Read();

        Assert.Equal([0, 50, 100, null, null], figure.Lines()[0]["y"].Numbers());
        Assert.Contains("service: unknown from month 3 on, cost_usd missing", figure.Title(), StringComparison.Ordinal);
        Assert.Empty(figure["layout"]!["shapes"]!.AsArray());
        Assert.Equal(2, (double)figure.Annotation("service, $100.00")["x"]!);
    }

    [Fact]
    public void A_payment_of_an_unknown_month_makes_its_option_unknown()
    {
        JsonNode figure = Draw([.. Payments, (null, "machines", 5)]).Read();

        Assert.Single(figure.Lines());
        Assert.Contains("machines: unknown from month 0 on", figure.Title(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_are_unknown_from_the_start_leave_an_empty_figure_that_says_so()
    {
        JsonNode figure = Draw([(0, "a", null), (1, "a", 2)]).Read();

        Assert.Contains("cost_usd", ((string)figure["layout"]!["annotations"]![0]!["text"]!).Replace("<br>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Figure Draw((int? Month, string Option, double? Cost)[] payments) => Charts.CashFlow(
        Frame.Of(payments).Column("month", p => (long?)p.Month, Unit.Months).Column("option", p => p.Option).Column("cost_usd", p => p.Cost, Unit.Usd).Build(),
        "month", "cost_usd", "option");
}
