using LlmNotebooks.Charts;
using LlmNotebooks.Tables;
using Microsoft.DotNet.Interactive.Formatting;

namespace LlmNotebooks.ScriptHost.Tests;

/// <summary>.NET Interactive's formatting finds our formatters although neither knows the other.</summary>
public sealed class ConventionTests
{
    private static readonly Frame Scores = Frame.Of(["micro", "nano"])
        .Column("model", m => m)
        .Column("score", m => m.Length / 10.0)
        .Bounds("score", m => m.Length / 20.0, m => m.Length / 5.0)
        .Build();

    private static Figure Intervals => LlmNotebooks.Charts.Charts.Intervals(Scores, "model", "score");

    [Fact]
    public void Frame_prefers_html_and_then_plain_text() =>
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Frame)));

    [Fact]
    public void Figure_prefers_html_and_then_plotly_json() =>
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], Formatter.GetPreferredMimeTypesFor(typeof(Figure)));

    [Fact]
    public void Frame_is_formatted_as_a_table() =>
        Assert.Contains("<table", Scores.ToDisplayString("text/html"), StringComparison.Ordinal);

    [Fact]
    public void Frame_is_formatted_as_aligned_text() =>
        Assert.Equal(Scores.ToString(), Scores.ToDisplayString("text/plain"));

    [Fact]
    public void Figure_is_formatted_with_its_library() =>
        Assert.Contains("data-once=\"plotly.js-2.28.0\"", Intervals.ToDisplayString("text/html"), StringComparison.Ordinal);

    [Fact]
    public void Figure_is_formatted_as_plotly_json() =>
        Assert.Equal(Intervals.Json, Intervals.ToDisplayString("application/vnd.plotly.v1+json"));
}
