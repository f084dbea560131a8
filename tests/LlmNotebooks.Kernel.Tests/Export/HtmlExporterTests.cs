using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;

namespace LlmNotebooks.Kernel.Tests.Export;

public sealed class HtmlExporterTests
{
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void The_title_is_the_first_heading_or_else_the_name()
    {
        Assert.Contains("<title>Which model &amp; why code</title>", Page(Markdown("text"), Markdown("## Which *model* & why `code`\n# Later")), StringComparison.Ordinal);
        Assert.Contains("<title>name</title>", Page(Markdown("text")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_elsewhere()
    {
        string page = Page(Markdown("![x](https://example.org/x.png) <img src=\"https://example.org/y.png\">"), Code("1"));

        Assert.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<link[^>]*href=\"http", page);
        Assert.Contains("<a href=\"https://example.org/x.png\">x</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_beside_the_notebook_and_attached_ones_are_inlined()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a dot.png"), Convert.FromBase64String(Dot));
        var cell = new Cell
        {
            Kind = CellKind.Markdown,
            Id = "m",
            Source = "![file](a%20dot.png) ![attached](attachment:dot.png) ![missing](no.png)",
            Attachments = new JsonObject { ["dot.png"] = new JsonObject { ["image/png"] = Dot } },
        };

        string page = Export(folder.Path, cell);

        Assert.Equal(2, Regex.Count(page, Regex.Escape($"<img src=\"data:image/png;base64,{Dot}\"")));
        Assert.Contains("<a href=\"no.png\">missing</a>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">", "")]
    [InlineData("[", "")]
    [InlineData("**", "x")]
    public void Markdown_nested_too_deep_to_lay_out_is_shown_as_its_text_and_the_cells_around_it_as_ever(string open, string inside)
    {
        string nesting = string.Concat(Enumerable.Repeat(open, 20_000));
        string text = inside.Length == 0 ? nesting + " <deep>" : nesting + inside + nesting;

        string page = Page(Markdown("# Before"), Markdown(text), Markdown("*after*"));

        Assert.Contains(WebUtility.HtmlEncode(text), page, StringComparison.Ordinal);
        Assert.Contains("<title>Before</title>", page, StringComparison.Ordinal);
        Assert.Contains("<em>after</em>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_whose_name_no_file_can_have_is_a_link() =>
        Assert.Contains("<a href=\"a%00.png\">x</a>", Page(Markdown("![x](a%00.png)")), StringComparison.Ordinal);

    [Theory]
    [InlineData("int x = 1;\r\n// note <b>\r\nvar s = $\"a{x}b\" + @\"c\";\n\n#r \"x.dll\"\n")]
    [InlineData("not ( c# at all }} \"open")]
    [InlineData("\t#!magic\n%%bash\nls | grep \"x\" && echo 'y'\n")]
    [InlineData("/* open")]
    [InlineData("")]
    public void Code_keeps_its_text_line_by_line(string source) => Assert.Equal(source.ReplaceLineEndings("\n"), TextOf(source));

    [Fact]
    public void Whatever_is_written_as_code_keeps_its_text() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => Pieces[pick]))).Sample(source => TextOf(source) == source, iter: 3_000);

    [Fact]
    public void Code_is_classified()
    {
        string html = CSharpHighlighter.ToHtml("var f = Frame.Of(1).Go<int>(\"s\"); // end");

        Assert.Equal(
            "<span class=\"keyword\">var</span> f = <span class=\"type\">Frame</span>.<span class=\"method\">Of</span>(<span class=\"number\">1</span>)"
            + ".<span class=\"method\">Go</span>&lt;<span class=\"keyword\">int</span>&gt;(<span class=\"string\">&quot;s&quot;</span>); <span class=\"comment\">// end</span>",
            html);
    }

    [Fact]
    public void The_richest_form_of_an_output_is_shown()
    {
        MimeBundle bundle = new MimeBundle().With(MimeTypeNames.Plain, "plain!").With(MimeTypeNames.Markdown, "*md*").With("image/png", Dot).With(MimeTypeNames.Svg, "<svg></svg>").With(MimeTypeNames.Html, "<i>html</i>");

        foreach ((string mimeType, string expected) in new[]
        {
            (MimeTypeNames.Html, "<i>html</i>"), (MimeTypeNames.Svg, "<img alt=\"plain!\" src=\"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=\">"), ("image/png", "<img alt=\"plain!\" src=\"data:image/png;base64,"),
            (MimeTypeNames.Markdown, "<em>md</em>"), (MimeTypeNames.Plain, "<pre class=\"plain\">plain!</pre>"),
        })
        {
            Assert.Contains($"<div class=\"display\">{expected}", Page(Code("x", new DisplayOutput(bundle))).Replace("<p>", "", StringComparison.Ordinal), StringComparison.Ordinal);
            bundle = Without(bundle, mimeType);
        }
    }

    [Fact]
    public void Streams_and_errors_are_encoded_and_marked()
    {
        string page = Page(Code("x", new StreamOutput("stdout", "<out>"), new StreamOutput("stderr", "50%\r100%\nend"), new ErrorOutput("E", "m", ["\e[1;31mE\e[0m: <m>", "  at x"])));

        Assert.Contains("<pre class=\"stream stdout\">&lt;out&gt;</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"stream stderr\">100%\nend</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"error\" role=\"alert\"><span class=\"ansi-red ansi-bold\">E</span>: &lt;m&gt;\n  at x</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_outputs_share_is_written_once()
    {
        const string Html = "<script data-once=\"lib\">L</script><p>chart</p>";
        var output = new DisplayOutput(new MimeBundle().With(MimeTypeNames.Html, Html));

        string page = Page(Code("a", output), Code("b", output));

        Assert.Equal(1, Regex.Count(page, "data-once=\"lib\""));
        Assert.Equal(2, Regex.Count(page, "<p>chart</p>"));
    }

    [Fact]
    public void Raw_cells_are_text_and_blank_code_cells_are_left_out()
    {
        string page = Page(new Cell { Kind = CellKind.Raw, Id = "r", Source = "<raw>" }, Code("  \n"));

        Assert.Contains("<pre>&lt;raw&gt;</pre>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"cell code\"", page, StringComparison.Ordinal);
    }

    private static readonly string[] Pieces =
        ["\n", " ", "var x", "\"", "\"\"\"", "$\"{", "}", "@\"", "'", "/*", "*/", "//", "#if A", "#endif", "#r \"a\"", "#!sh", "<T>", "&", "0x", "é🎉", "\\", ";", "=>", "class C {", "\u0000", "#nullable"];

    private static string TextOf(string source) =>
        System.Net.WebUtility.HtmlDecode(Regex.Replace(CSharpHighlighter.ToHtml(source), "</?span[^>]*>", ""));

    [Theory]
    [InlineData("text/markdown", "<script>alert(1)</script>")]
    [InlineData("text/markdown", "text <img src=x onerror=alert(1)> text")]
    [InlineData("text/markdown", "<div onclick=\"alert(1)\">x</div>")]
    [InlineData("text/markdown", "<svg/onload=alert(1)>")]
    [InlineData("text/markdown", "<details open ontoggle=alert(1)>")]
    [InlineData("text/markdown", "<b>ok</b><script\n>alert(1)</script\n>")]
    [InlineData("text/markdown", "[x](javascript:alert(1))")]
    [InlineData("text/markdown", "[x](JaVa&#x0a;Script:alert(1))")]
    [InlineData("text/markdown", "[x]( data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg== )")]
    [InlineData("text/markdown", "[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("text/markdown", "<javascript:alert(1)>")]
    [InlineData("text/markdown", "![x](javascript:alert(1))")]
    [InlineData("text/markdown", "![\" onerror=\"alert(1)](https://example.org/x.png)")]
    [InlineData("image/png", "AA==\"onerror=\"alert(1)")]
    [InlineData("image/jpeg", "\"><script>alert(1)</script>")]
    [InlineData("image/svg+xml", "<svg onload=\"alert(1)\"><script>alert(1)</script></svg>")]
    [InlineData("text/plain", "<script>alert(1)</script>")]
    [InlineData("application/json", "\"<script>alert(1)</script>\"")]
    public void What_an_output_that_is_not_html_holds_runs_no_script(string mimeType, string content)
    {
        MimeBundle bundle = new();
        bundle[mimeType] = mimeType == MimeTypeNames.Json ? System.Text.Json.Nodes.JsonNode.Parse(content) : content;
        Cell cell = Code("1");
        cell.Outputs = [new DisplayOutput(bundle)];

        string page = Page(cell);
        string output = page[page.IndexOf("<div class=\"outputs\">", StringComparison.Ordinal)..];

        Assert.DoesNotMatch("<(script|svg|iframe|object|embed)", output);
        // Of tags that are left, no attribute is a handler, and no address a script.
        Assert.DoesNotMatch("<[a-z][^<>]*\\son[a-z]+\\s*=", output.Replace("&quot;", "", StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)(href|src)=\"\\s*(javascript|data:text)", output);
    }

    [Fact]
    public void Markdown_of_an_output_keeps_what_only_lays_out()
    {
        Cell cell = Code("1");
        cell.Outputs = [new DisplayOutput(new MimeBundle().With(MimeTypeNames.Markdown, "a<br>H<sub>2</sub>O [x](https://example.org) <b>c</b>\n\n<details><summary>s</summary>\ntext\n</details>"))];

        string page = Page(cell);

        Assert.Contains("a<br>H<sub>2</sub>O <a href=\"https://example.org\">x</a> <b>c</b>", page, StringComparison.Ordinal);
        Assert.Contains("<details><summary>s</summary>", page, StringComparison.Ordinal);
    }

    private static Cell Markdown(string source) => new() { Kind = CellKind.Markdown, Id = "m", Source = source };

    private static Cell Code(string source, params CellOutput[] outputs) =>
        new() { Kind = CellKind.Code, Id = "c", Source = source, Outputs = outputs };

    private static string Page(params Cell[] cells) => Export(AppContext.BaseDirectory, cells);

    private static string Export(string folder, params Cell[] cells)
    {
        var notebook = new Notebook();
        notebook.Cells.AddRange(cells);
        return HtmlExporter.Export(notebook, "name", folder);
    }

    private static MimeBundle Without(MimeBundle bundle, string removed)
    {
        var rest = new MimeBundle();
        foreach (string mimeType in bundle.MimeTypes.Where(mimeType => mimeType != removed)) { rest[mimeType] = bundle[mimeType]?.DeepClone(); }
        return rest;
    }
}
