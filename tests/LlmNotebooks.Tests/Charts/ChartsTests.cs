using System.Text.Json.Nodes;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Figure = LlmNotebooks.Charts.Figure;
using Frame = LlmNotebooks.Tables.Frame;

public sealed class ChartsTests
{
    private static readonly Frame Models = Frame.Of(new (string Model, double? Score, double? Low, double? High, double Ms)[]
        {
            ("nano", 0.7, 0.6, 0.8, 12), ("lost", null, null, null, 5), ("micro", 0.9, 0.85, 0.95, 40), ("slow", 0.6, null, null, 50),
        })
        .Column("model", m => m.Model)
        .Column("score", m => m.Score)
        .Bounds("score", m => m.Low, m => m.High)
        .Column("latency_ms", m => m.Ms, Unit.Milliseconds)
        .Build();

    /// <summary>Every chart on the frame above, by the columns it is given for its names and its numbers.</summary>
    public static TheoryData<string> Every => ["intervals", "heat map", "distribution", "pareto", "differences", "lines", "tornado", "cash flow"];

    [Theory]
    [MemberData(nameof(Every))]
    public void A_column_that_is_not_there_is_named_with_those_that_are(string chart)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Draw(chart, Models, "model", "skore"));

        Assert.Contains("'skore", error.Message, StringComparison.Ordinal);
        Assert.Contains("model, score, score_low, score_high, latency_ms", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void An_empty_frame_is_refused(string chart)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Draw(chart, Models.Head(0), "model", "score"));

        Assert.Contains("no rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Where_every_value_is_missing_the_figure_is_empty_and_says_why(string chart)
    {
        JsonNode json = JsonNode.Parse(Draw(chart, Models.Where(r => r.Text("model") == "lost"), "model", "score").Json)!;

        Assert.Contains("score", (string)Assert.Single(json["layout"]!["annotations"]!.AsArray())!["text"]!, StringComparison.Ordinal);
        Assert.Empty(json["data"]![0]!["x"]!.AsArray());
    }

    [Fact]
    public void A_column_that_no_row_has_is_named_with_what_the_rows_are()
    {
        Frame services = Frame.Of([0.5, 0.7]).Column("model", m => $"m{m}").Column("score", m => m).Column("file_bytes", _ => (long?)null, Unit.Bytes).Column("loss", _ => 0.0).Build();

        Assert.Equal("nothing to draw: no model has a file_bytes", Why(Charts.Pareto(services, "file_bytes", "score", "model", logX: true)));
        Assert.Equal("nothing to draw: no model has a loss above 0", Why(Charts.Pareto(services, "loss", "score", "model", logX: true)).Replace("<br>", " ", StringComparison.Ordinal));

        static string Why(Figure figure) => (string)JsonNode.Parse(figure.Json)!["layout"]!["annotations"]![0]!["text"]!;
    }

    [Fact]
    public void Bounds_are_known_by_their_role_and_not_by_their_name()
    {
        Frame roles = Frame.Of([0.5, 0.7]).Column("model", m => $"m{m}").Column("x", m => m, Unit.Share).Column("lo", m => m - 0.1).Column("hi", m => m + 0.2).Column("cost", _ => 1.0).Build()
            .WithFacts(new FrameColumn("lo", ColumnRole.Lower, "x"), new FrameColumn("hi", ColumnRole.Upper, "x"));
        Frame names = Frame.Of([0.5, 0.7]).Column("model", m => $"m{m}").Column("x", m => m).Column("x_low", m => m - 0.1).Column("x_high", m => m + 0.2).Column("cost", _ => 1.0).Build();

        Assert.Equal([0.2, 0.2], Rounded(JsonNode.Parse(Charts.Intervals(roles, "model", "x").Json)!["data"]![0]!["error_x"]!["array"]));
        Assert.Equal([0.2, 0.2], Rounded(JsonNode.Parse(Charts.Differences(roles, "model", "x").Json)!["data"]![0]!["error_x"]!["array"]));
        Assert.Contains("error_y", Charts.Pareto(roles, "cost", "x", "model").Json, StringComparison.Ordinal);
        Assert.Contains("toself", Charts.Lines(roles, "cost", "x", "model").Json, StringComparison.Ordinal);
        Assert.DoesNotContain("error_y", Charts.Pareto(names, "cost", "x", "model").Json, StringComparison.Ordinal);
        Assert.DoesNotContain("toself", Charts.Lines(names, "cost", "x", "model").Json, StringComparison.Ordinal);
        Assert.Equal([0.2, 0.2], Rounded(JsonNode.Parse(Charts.Intervals(names, "model", "x", "x_low", "x_high").Json)!["data"]![0]!["error_x"]!["array"]));
        string error = Assert.Throws<ArgumentException>(() => Charts.Intervals(names, "model", "x")).Message;
        Assert.Matches("'x' has no lower bounds.*low and high.*WithFacts.*x_low, x_high", error);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Numbers_are_not_taken_from_text(string chart)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Draw(chart, Models, "model", "model"));

        Assert.Contains("not numbers", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("intervals")]
    [InlineData("distribution")]
    [InlineData("pareto")]
    [InlineData("differences")]
    [InlineData("lines")]
    public void A_missing_value_is_said_and_never_drawn_as_zero(string chart)
    {
        JsonNode json = JsonNode.Parse(Draw(chart, Models, "model", "score").Json)!;

        Assert.Matches("1 not drawn, (latency_ms or )?score missing", (string)json["layout"]!["title"]!["text"]!);
        Assert.DoesNotContain(0, json["data"]!.AsArray().Where(t => t!["x"] is not null).SelectMany(t => Numbers(t!["x"])));
    }

    [Fact]
    public void Intervals_stand_sorted_with_their_bounds_and_without_where_there_are_none()
    {
        JsonNode json = JsonNode.Parse(Charts.Intervals(Models, "model", "score", valueTitle: "share right").Json)!;
        JsonNode points = json["data"]![0]!;

        Assert.Equal(["slow", "nano", "micro"], Strings(json["layout"]!["yaxis"]!["ticktext"]));
        Assert.Equal([0.6, 0.7, 0.9], Numbers(points["x"]));
        Assert.Equal([null, 0.1, 0.05], Rounded(points["error_x"]!["array"]));
        Assert.Equal([null, 0.1, 0.05], Rounded(points["error_x"]!["arrayminus"]));
        Assert.Equal("share right", (string?)json["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.Contains("1 without interval", (string)json["layout"]!["title"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_without_an_upper_bound_end_in_an_arrow_at_the_edge()
    {
        Frame costs = Frame.Of(new (string Model, double? Cost, double? Low, double? High)[] { ("bounded", 2, 1, 3), ("open", 4, 2, null), ("infinite", 5, 3, double.PositiveInfinity), ("point", 3, null, null), ("no lower", 1, null, 2) })
            .Column("model", c => c.Model).Column("cost_usd", c => c.Cost, Unit.Usd).Bounds("cost_usd", c => c.Low, c => c.High).Build();

        JsonNode json = JsonNode.Parse(Charts.Intervals(costs, "model", "cost_usd", better: Better.Lower).Json)!;
        (JsonNode points, JsonNode arrows) = (json["data"]![0]!, json["data"]![1]!);

        Assert.Equal(["infinite", "open", "point", "bounded", "no lower"], Strings(json["layout"]!["yaxis"]!["ticktext"]));
        Assert.Equal([null, null, null, 1, null], Numbers(points["error_x"]!["array"]));
        Assert.Equal([3, 5.48, null, 2, 5.48, null], Rounded(arrows["x"]));
        Assert.Equal([0, 0, null, 1, 1, null], Numbers(arrows["y"]));
        Assert.InRange(5.48, 5, (double)json["layout"]!["xaxis"]!["range"]![1]!);
        Assert.Contains("arrow: no upper bound in 2 of 5", (string)json["layout"]!["title"]!["text"]!, StringComparison.Ordinal);
        Assert.Contains("2 without interval", (string)json["layout"]!["title"]!["text"]!, StringComparison.Ordinal);
        Assert.EndsWith("$3.00 or more, no upper bound", Strings(points["customdata"])[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_with_every_bound_leave_the_axis_to_itself()
    {
        JsonNode json = JsonNode.Parse(Charts.Intervals(Models, "model", "score").Json)!;

        Assert.Single(json["data"]!.AsArray());
        Assert.Null(json["layout"]!["xaxis"]!["range"]);
    }

    [Fact]
    public void Differences_are_coloured_by_the_side_of_zero_their_interval_lies_on()
    {
        Frame differences = Frame.Of(new (string Pair, double Difference, double Half)[] { ("worse", -0.3, 0.1), ("unclear", 0.05, 0.1), ("better", 0.2, 0.1), ("touches", 0.1, 0.1) })
            .Column("pair", d => d.Pair)
            .Column("difference", d => d.Difference)
            .Column("low", d => d.Difference - d.Half)
            .Column("high", d => d.Difference + d.Half)
            .Build();

        JsonArray traces = JsonNode.Parse(Charts.Differences(differences, "pair", "difference", "low", "high").Json)!["data"]!.AsArray();

        Assert.Equal([[-0.3], [0.05, 0.1], [0.2]], traces.Select(t => Numbers(t!["x"])));
        Assert.Equal(3, traces.Select(t => (string?)t!["marker"]!["color"]).Distinct().Count());
    }

    [Fact]
    public void Heat_map_prints_its_numbers_and_leaves_missing_cells_open()
    {
        Frame cells = Frame.Of(new (string Model, string Category, double? Score)[] { ("nano", "adding", 0.25), ("nano", "sorting", null), ("micro", "adding", 0.75) })
            .Column("model", c => c.Model).Column("category", c => c.Category).Column("score", c => c.Score).Build();

        JsonNode json = JsonNode.Parse(Charts.HeatMap(cells, "category", "model", "score").Json)!;

        Assert.Equal(["adding", "sorting"], Strings(json["layout"]!["xaxis"]!["ticktext"]));
        Assert.Equal(["nano", "micro"], Strings(json["layout"]!["yaxis"]!["ticktext"]));
        Assert.Equal([[0.25, null], [0.75, null]], json["data"]![0]!["z"]!.AsArray().Select(Numbers));
        Assert.Equal((0, 1), ((double)json["data"]![0]!["zmin"]!, (double)json["data"]![0]!["zmax"]!));
        Assert.Equal(["0.25", "0.75"], json["data"]!.AsArray().Skip(1).SelectMany(t => Strings(t!["text"])).Order());
        Assert.Equal(["—", "—"], json["layout"]!["annotations"]!.AsArray().Select(a => (string?)a!["text"]));
        Assert.Contains("no value in 2 of 4 cells", (string)json["layout"]!["title"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Heat_map_prints_whole_numbers_whole()
    {
        Frame ranks = Frame.Of([(6, "a"), (0, "b")]).Column("model", r => r.Item2).Column("metric", _ => "m").Column("rank", r => r.Item1).Build();

        JsonNode json = JsonNode.Parse(Charts.HeatMap(ranks, "metric", "model", "rank").Json)!;

        Assert.Equal(["0", "6"], json["data"]!.AsArray().Skip(1).SelectMany(t => Strings(t!["text"])).Order());
    }

    [Fact]
    public void Heat_map_refuses_two_rows_for_one_cell()
    {
        Frame twice = Frame.Of([1, 2]).Column("model", _ => "m").Column("category", _ => "c").Column("score", n => n).Build();

        ArgumentException error = Assert.Throws<ArgumentException>(() => Charts.HeatMap(twice, "category", "model", "score"));

        Assert.Contains("'m'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pareto_joins_the_front_in_steps_and_mutes_the_rest()
    {
        JsonNode json = JsonNode.Parse(Charts.Pareto(Models, "latency_ms", "score", "model").Json)!;
        JsonArray traces = json["data"]!.AsArray();

        Assert.Equal("hv", (string?)traces[0]!["line"]!["shape"]);
        Assert.Equal([12, 40], Numbers(traces[0]!["x"]));
        Assert.Equal(["slow"], Strings(traces[1]!["text"]));
        Assert.Equal(["nano", "micro"], Strings(traces[2]!["text"]));
        Assert.Equal([0.1, 0.05], Rounded(traces[2]!["error_y"]!["array"]));
        Assert.Equal("latency (ms)", (string?)json["layout"]!["xaxis"]!["title"]!["text"]);
    }

    [Fact]
    public void Distribution_of_many_shows_few_evenly_by_rank_with_both_ends()
    {
        Frame answers = Frame.Of(Enumerable.Range(1, 3_000).Reverse()).Column("model", _ => "m").Column("latency_ms", n => (double)n).Build();

        JsonNode json = JsonNode.Parse(Charts.Distribution(answers, "model", "latency_ms").Json)!;
        double?[] points = Numbers(json["data"]!.AsArray().Single(t => (string?)t!["mode"] == "markers")!["x"]);

        Assert.Equal((400, 1, 3_000), (points.Length, points[0], points[^1]));
        Assert.All(points.Zip(points.Skip(1)), p => Assert.InRange(p.Second!.Value - p.First!.Value, 7, 8));
        Assert.Contains("at most 400 points a group", (string)json["layout"]!["title"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(["m<br>n = 3000"], Strings(json["layout"]!["yaxis"]!["ticktext"]));
    }

    [Fact]
    public void Distribution_draws_quartiles_and_the_5th_to_95th_percentile_of_all()
    {
        // 0, 1, ..., 1000: by type 7 the p-quantile is 1000 p.
        Frame answers = Frame.Of(Enumerable.Range(0, 1_001)).Column("model", _ => "m").Column("latency_ms", n => (double)n).Build();

        JsonNode box = JsonNode.Parse(Charts.Distribution(answers, "model", "latency_ms").Json)!["data"]!.AsArray().Single(t => (string?)t!["type"] == "box")!;

        Assert.Equal([50, 250, 500, 750, 950], new[] { "lowerfence", "q1", "median", "q3", "upperfence" }.Select(k => Rounded(box[k])[0]));
    }

    [Fact]
    public void Pareto_names_every_choice_where_names_do_not_cover_each_other()
    {
        JsonNode json = JsonNode.Parse(Charts.Pareto(Models, "latency_ms", "score", "model", logX: true).Json)!;

        JsonArray names = json["layout"]!["annotations"]!.AsArray();

        Assert.Equal(["micro", "nano", "slow"], names.Select(n => (string)n!["text"]!).Order());
        Assert.Equal(Math.Log10(12), (double)names[0]!["x"]!, 12);
    }

    [Fact]
    public void Infinite_values_are_left_out_like_missing_ones()
    {
        Frame frame = Frame.Of([1, double.PositiveInfinity]).Column("model", v => $"m{v}").Column("score", v => v).Column("latency_ms", v => v).Build();

        Assert.All([Charts.Distribution(frame, "model", "score"), Charts.Pareto(frame, "latency_ms", "score", "model"), Charts.Lines(frame, "latency_ms", "score", "model")], f => Assert.DoesNotContain("Infinity\"", f.Json, StringComparison.Ordinal));
    }

    [Fact]
    public void Distribution_of_a_few_or_of_equal_values_draws_no_density()
    {
        Frame answers = Frame.Of(Enumerable.Range(0, 20)).Column("model", n => n < 3 ? "few" : "equal").Column("latency_ms", n => n < 3 ? n : 7.0).Build();

        Assert.DoesNotContain(JsonNode.Parse(Charts.Distribution(answers, "model", "latency_ms").Json)!["data"]!.AsArray(), t => t!["fill"] is not null);
    }

    [Fact]
    public void Logarithmic_axes_leave_out_what_is_not_above_zero_and_say_so()
    {
        Frame answers = Frame.Of([0.0, 10, 100]).Column("model", v => $"m{v}").Column("score", v => v / 100).Column("latency_ms", v => v).Build();

        foreach (Figure figure in new[] { Charts.Distribution(answers, "model", "latency_ms", logAxis: true), Charts.Pareto(answers, "latency_ms", "score", "model", logX: true) })
        {
            JsonNode layout = JsonNode.Parse(figure.Json)!["layout"]!;
            Assert.Equal("log", (string?)layout["xaxis"]!["type"]);
            Assert.Contains("1 not drawn, latency_ms not above 0", (string)layout["title"]!["text"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Names_are_text_and_never_tags_placeholders_or_formulas(string chart)
    {
        const string Name = "%{y} <i>&amp; $a$", Shown = "%&#123;y} &lt;i&gt;&amp;amp; $a$";
        Frame frame = Frame.Of(Enumerable.Range(0, 12))
            .Column("model", n => chart == "heat map" ? $"{n}{Name}" : Name).Column("latency_ms", n => n + 1.0)
            .Column(Name, n => n == 11 ? (double?)null : n).Bounds(Name, n => n - 1.0, n => n + 1.0)
            .Build();

        JsonNode json = JsonNode.Parse(Draw(chart, frame, "model", Name).Json)!;

        string[] texts = [.. Texts(json)];
        Assert.All(texts, text => Assert.DoesNotMatch("%{y}|<i>", text));
        Assert.Contains(Texts(json["data"]), text => text.Contains(Shown, StringComparison.Ordinal));
        Assert.Contains(Texts(json["layout"]), text => text.Contains(Shown, StringComparison.Ordinal));
        Assert.False((bool)json["config"]!["typesetMath"]!);
    }

    private static Figure Draw(string chart, Frame frame, string names, string numbers) => chart switch
    {
        "intervals" => Charts.Intervals(frame, names, numbers),
        "heat map" => Charts.HeatMap(frame, names, names, numbers),
        "distribution" => Charts.Distribution(frame, names, numbers),
        "pareto" => Charts.Pareto(frame, "latency_ms", numbers, names),
        "differences" => Charts.Differences(frame, names, numbers),
        "lines" => Charts.Lines(frame, "latency_ms", numbers, names),
        "tornado" => Charts.Tornado(frame, names, numbers, numbers, baseline: 0.5),
        "cash flow" => Charts.CashFlow(frame, "latency_ms", numbers, names),
        _ => throw new ArgumentOutOfRangeException(nameof(chart), chart, "No such chart."),
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static double?[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(n => (double?)n)];

    private static double?[] Rounded(JsonNode? array) => [.. Numbers(array).Select(n => n is { } v ? Math.Round(v, 9) : (double?)null)];

    private static string?[] Strings(JsonNode? array) => [.. array!.AsArray().Select(n => (string?)n)];
}
