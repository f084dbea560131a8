using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plotly.NET;

namespace LlmNotebooks.Tests.Charts;

using Charts = LlmNotebooks.Charts.Charts;
using Figure = LlmNotebooks.Charts.Figure;
using Frame = LlmNotebooks.Tables.Frame;

public sealed partial class FigureTests
{
    private const string Awkward = "</script><!-- &amp; ' \" \u2028\u2029 é 模型";

    [Fact]
    public void Json_holds_data_layout_and_config()
    {
        JsonNode json = JsonNode.Parse(Scores("m").Json)!;

        Assert.Equal(["data", "layout", "config"], json.AsObject().Select(p => p.Key));
        Assert.Equal("scatter", (string?)json["data"]![0]!["type"]);
        Assert.True((bool?)json["config"]!["responsive"]);
    }

    [Fact]
    public void Json_can_stand_in_a_script_element_and_gives_its_text_back()
    {
        Trace trace = new("scatter");
        trace.SetProperty("name", Awkward);
        string json = new Figure(GenericChart.ofTraceObject(useDefaults: false, trace)).Json;

        Assert.DoesNotMatch("[<>&\u2028\u2029]", json);
        Assert.Contains("é 模型", json, StringComparison.Ordinal);
        Assert.Equal(Awkward, (string?)JsonNode.Parse(json)!["data"]![0]!["name"]);
    }

    [Fact]
    public void Html_carries_the_library_of_Plotly_NET_unchanged()
    {
        Match library = LibraryElement().Match(Scores("m").ToHtml());
        using GZipStream unpacked = new(new MemoryStream(Convert.FromBase64String(library.Groups["payload"].Value)), CompressionMode.Decompress);
        using StreamReader expected = new(typeof(GenericChart).Assembly.GetManifestResourceStream("Plotly.NET.plotly-2.28.0.min.js")!);

        Assert.Equal(expected.ReadToEnd(), new StreamReader(unpacked).ReadToEnd());
        Assert.Equal(library.Groups["payload"].Length, int.Parse(library.Groups["length"].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Equal_figures_give_equal_html_and_others_another_id()
    {
        Assert.Equal(Scores("m").ToHtml(), Scores("m").ToHtml());
        Assert.NotEqual(Scores("m").Id, Scores("n").Id);
    }

    [Fact]
    public void Page_holds_the_library_once_and_asks_for_nothing()
    {
        string page = Figure.ToHtmlPage("<title> & more", Scores("a"), Scores("b"));

        Assert.Single(LibraryElement().Matches(page));
        Assert.Contains("<title>&lt;title&gt; &amp; more</title>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(link|img|iframe)|<script[^>]* src=|@import", LibraryElement().Replace(page, ""));
    }

    [Fact]
    public void Page_is_saved_under_the_name_of_its_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"figure-{Environment.ProcessId}.html");
        try
        {
            Scores("m").SaveHtml(path);

            Assert.Contains($"<title>figure-{Environment.ProcessId}</title>", File.ReadAllText(path), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Figure_says_in_a_line_what_it_shows() =>
        Assert.Equal("Figure \"By model\" with 1 trace", Scores("m", "By model").ToString());

    [Fact]
    public void A_chart_without_a_title_has_a_line_too() =>
        Assert.Equal("Figure with 1 trace", new Figure(GenericChart.ofTraceObject(useDefaults: false, new Trace("bar"))).ToString());

    private static Figure Scores(string model, string? title = null) => Charts.Intervals(
        Frame.Of([model]).Column("model", m => m).Column("score", _ => 0.5).Bounds("score", _ => 0.4, _ => 0.6).Build(),
        "model", "score", title: title);

    [GeneratedRegex("<script type=\"text/plain\" data-once=\"plotly.js-2.28.0\" data-length=\"(?<length>[0-9]+)\">(?<payload>[A-Za-z0-9+/=]+)</script>")]
    private static partial Regex LibraryElement();
}
