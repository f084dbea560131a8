using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Display;

public sealed class ValueTests
{
    public ValueTests() => OwnCell.Enter();

    public static TheoryData<object?, string> Plain => new()
    {
        { null, "null" },
        { "a \"b\"\nc", "a \"b\"\nc" },
        { 'c', "c" },
        { 1234567, "1234567" },
        { 0.1, "0.1" },
        { double.NaN, "NaN" },
        { 12.50m, "12.50" },
        { true, "true" },
        { DayOfWeek.Friday, "Friday" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), "2026-01-02 03:04:05" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), "2026-01-02 03:04:05+01:00" },
        { TimeSpan.FromMinutes(90), "01:30:00" },
        { typeof(Dictionary<string, int?[]>), "Dictionary<string, int?[]>" },
        { new Point(1, 2.5), "Point { X = 1, Y = 2.5 }" },
        { new { A = 1, B = "b" }, "{ A = 1, B = b }" },
        { new[] { 1, 2, 3 }, "[1, 2, 3]" },
        { new List<string?> { "a", null }, "[a, null]" },
        { (1, "two"), "(1, two)" },
        { new Dictionary<string, int[]> { ["k"] = [1] }, "{ k: [1] }" },
        { Enumerable.Range(0, 25).Where(i => i >= 0), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, …]" },
        { Enumerable.Range(0, 25).ToList(), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … 5 more]" },
    };

    [Theory]
    [MemberData(nameof(Plain))]
    public void Every_value_has_plain_text(object? value, string expected) =>
        Assert.Equal(expected, ValueFormatter.Format(value).Text(MimeTypeNames.Plain));

    [Fact]
    public void Numbers_and_text_need_no_HTML() =>
        Assert.All<object?>([1, 2.5, "<b>", true, null, DayOfWeek.Friday], value => Assert.Equal([MimeTypeNames.Plain], ValueFormatter.Format(value).MimeTypes));

    [Fact]
    public void A_sequence_of_records_is_a_table_of_its_first_rows()
    {
        string html = Html(Enumerable.Range(1, 21).Select(i => new { Name = $"<{i}>", Share = i / 3.0 }).ToList());

        Assert.Contains("<caption>21 items, the first 20 shown</caption>", html, StringComparison.Ordinal);
        Assert.Contains("<th style=\"text-align:left\">Name</th><th class=\"num\" style=\"text-align:right\">Share</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">&lt;20&gt;</td>", html, StringComparison.Ordinal);
        Assert.Contains("title=\"0.3333333333333333\">0.333333</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;21&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_of_other_things_is_a_table_of_index_and_value() =>
        Assert.Contains("<td class=\"num\" style=\"text-align:right\">1</td><td style=\"text-align:left\">b</td>", Html(new object?[] { 1, "b" }), StringComparison.Ordinal);

    [Fact]
    public void An_endless_sequence_is_shown_by_its_start() =>
        Assert.Contains("the first 20 items", Html(Endless()), StringComparison.Ordinal);

    [Fact]
    public void A_query_is_run_once_though_shown_in_two_forms()
    {
        int runs = 0;
        IEnumerable<int> query = Enumerable.Range(0, 3).Select(i => { runs++; return i; });

        MimeBundle bundle = ValueFormatter.Format(query);

        Assert.Equal(2, bundle.MimeTypes.Count());
        Assert.Equal(3, runs);
    }

    [Fact]
    public void Long_items_stand_on_lines_of_their_own() =>
        Assert.Equal($"[{new string('a', 60)},\n {new string('b', 60)}]", ValueFormatter.Format(new[] { new string('a', 60), new string('b', 60) }).Text(MimeTypeNames.Plain));

    [Fact]
    public void An_empty_sequence_says_so() => Assert.Contains("empty, 0 items", Html(Array.Empty<Point>()), StringComparison.Ordinal);

    [Fact]
    public void A_dictionary_is_a_table_of_key_and_value() =>
        Assert.Contains("<td style=\"text-align:left\">a&amp;b</td><td class=\"num\" style=\"text-align:right\">1</td>", Html(new Dictionary<string, int> { ["a&b"] = 1 }), StringComparison.Ordinal);

    [Fact]
    public void An_object_whose_type_has_words_for_it_is_shown_by_them_and_its_members_on_request()
    {
        string html = Html(new Outcome(3, 4));

        Assert.StartsWith("<div class=\"text\" style=\"white-space:pre-wrap\">3 &lt; 4</div><details><summary>members of ValueTests.Outcome</summary>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">Done</td><td class=\"num\" style=\"text-align:right\">3</td>", html, StringComparison.Ordinal);
        Assert.EndsWith("</table></details>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_the_compiler_wrote_says_no_more_than_the_members() =>
        Assert.All<object>([new Point(1, 2.5), new { A = 1 }, new Silent()], value => Assert.StartsWith("<table", Html(value), StringComparison.Ordinal));

    [Fact]
    public void A_property_that_throws_shows_what_it_threw() =>
        Assert.Contains("(InvalidOperationException: not now)", Html(new Moody()), StringComparison.Ordinal);

    [Fact]
    public void A_ToString_that_throws_is_shown_as_an_error_that_names_the_type()
    {
        MimeBundle bundle = ValueFormatter.Format(new Broken());

        Assert.Contains("The value of type ValueTests.Broken could not be shown: InvalidOperationException: no text", bundle.Text(MimeTypeNames.Plain), StringComparison.Ordinal);
        Assert.Contains("display-error", bundle.Text(MimeTypeNames.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void HTML_is_encoded_unless_it_is_asked_to_be_HTML()
    {
        Assert.DoesNotContain("<script>", Html(new[] { new { Text = "<script>" } }), StringComparison.Ordinal);
        Assert.Equal("<b>x</b>", Html(NotebookFunctions.HTML("<b>x</b>")));
    }

    [Fact]
    public void Text_shown_in_a_type_is_content_of_that_type()
    {
        Assert.Equal("<b>x</b>", ValueFormatter.Format("<b>x</b>", MimeTypeNames.Html).Text(MimeTypeNames.Html));
        Assert.Equal(1, (int?)ValueFormatter.Format("{\"a\":1}", MimeTypeNames.Json)[MimeTypeNames.Json]?["a"]);
        Assert.Throws<ArgumentException>(() => ValueFormatter.Format("{", MimeTypeNames.Json));
    }

    [Fact]
    public void A_form_that_a_value_has_not_is_refused_by_name()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ValueFormatter.Format(5, "image/png"));

        Assert.Contains("A value of type int has no form in image/png, only in text/plain.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_with_the_formatter_convention_are_shown_in_all_their_forms_the_preferred_first()
    {
        MimeBundle bundle = ValueFormatter.Format(new Marked("<i>"));

        Assert.Equal(["application/vnd.test+json", "text/html", "text/plain"], bundle.MimeTypes);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["text"] = "<i>" }, bundle["application/vnd.test+json"]));
        Assert.Equal("marked <i>", bundle.Text(MimeTypeNames.Html));
        Assert.Equal("plain <i>", bundle.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public void Derived_types_inherit_the_formatters_of_their_base() =>
        Assert.Equal("marked d", ValueFormatter.Format(new DerivedFromMarked("d")).Text(MimeTypeNames.Html));

    [Fact]
    public void A_formatter_that_throws_is_an_error_that_names_the_type()
    {
        string? plain = ValueFormatter.Format(new Marked("throw")).Text(MimeTypeNames.Plain);

        Assert.Equal("The value of type ValueTests.Marked could not be shown: FormatException: cannot write", plain);
    }

    private static string Html(object value) => ValueFormatter.Format(value).Text(MimeTypeNames.Html) ?? "";

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++) { yield return i; }
    }

    private sealed record Point(int X, double Y);

    private sealed class Outcome(int done, int all)
    {
        public int Done { get; } = done;

        public int All { get; } = all;

        public override string ToString() => $"{Done} < {All}";
    }

    private sealed class Silent
    {
        public int Done { get; } = 1;

        public override string ToString() => "";
    }

    private sealed class Moody
    {
        private readonly int _fine = 1;

        public int Fine => _fine;

        public int Never => _fine == 1 ? throw new InvalidOperationException("not now") : _fine;
    }

    private sealed class Broken
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    [TypeFormatterSource(typeof(MarkedSource), PreferredMimeTypes = ["application/vnd.test+json"])]
    private class Marked(string text)
    {
        public string Text { get; } = text;
    }

    private sealed class DerivedFromMarked(string text) : Marked(text);

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;

        public string[] PreferredMimeTypes { get; set; } = [];
    }

    private sealed class MarkedSource
    {
#pragma warning disable CA1822 // Hosts call it on an instance.
        public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
        [
            new MarkedFormatter("text/html", "marked {0}"),
            new MarkedFormatter("text/plain", "plain {0}"),
            new MarkedFormatter("application/vnd.test+json", "{{\"text\": \"{0}\"}}"),
            new MarkedFormatter("image/none", null),
        ];
    }

    private sealed class MarkedFormatter(string mimeType, string? format)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object value, TextWriter writer)
        {
            if (value is not Marked marked || format is null) { return false; }
            if (marked.Text == "throw") { throw new FormatException("cannot write"); }
            writer.Write(format, marked.Text);
            return true;
        }
    }
}
