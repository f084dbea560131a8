using System.Globalization;
using System.Xml.Linq;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Tables;

public sealed class FrameHtmlTests
{
    [Fact]
    public void Text_is_encoded()
    {
        XElement table = Html(Frame.Of(["<script>alert('&')</script>"]).Column("<b>", t => t).Build());

        Assert.Equal("<b>", table.Descendants("th").Single().Value);
        Assert.Equal("<script>alert('&')</script>", table.Descendants("td").Single().Value);
    }

    [Fact]
    public void Numbers_stand_right_and_keep_their_full_value_as_title()
    {
        XElement cell = Html(Frame.Of([0.123456789]).Column("x", v => v).Build()).Descendants("td").Single();

        Assert.Equal("0.1235", cell.Value);
        Assert.Equal("0.123456789", (string?)cell.Attribute("title"));
        Assert.Contains("text-align:right", (string?)cell.Attribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_is_shown_as_missing()
    {
        XElement cell = Html(Frame.Of([(double?)null]).Column("x", v => v).Build()).Descendants("td").Single();

        Assert.Equal("—", cell.Value);
        Assert.Equal("missing", (string?)cell.Attribute("title"));
    }

    [Theory]
    [InlineData(3, 3, "3 rows × 1 column")]
    [InlineData(60, 50, "first 50 of 60 rows × 1 column")]
    public void Count_and_elision_are_said(int rows, int shown, string caption)
    {
        XElement html = Html(Frame.Of(Enumerable.Range(0, rows)).Column("n", n => n).Build());

        Assert.Equal(shown, html.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Equal(caption, html.Descendants("p").Single().Value);
    }

    [Fact]
    public void Long_text_is_shortened_between_letters_and_kept_as_title()
    {
        string family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 500));

        XElement cell = Html(Frame.Of([family]).Column("answer", t => t).Build()).Descendants("td").Single();

        Assert.Equal(family, (string?)cell.Attribute("title"));
        Assert.Equal(400, new StringInfo(cell.Value).LengthInTextElements);
        Assert.EndsWith("👩‍👩‍👧‍👦…", cell.Value, StringComparison.Ordinal);
    }

    // The table is well-formed XML, so any tag that text smuggled in would show or break here.
    private static XElement Html(Frame frame)
    {
        using StringWriter html = new();
        FrameHtml.Write(frame, html);
        return XElement.Parse(html.ToString());
    }
}
