using System.Collections.Immutable;
using System.Dynamic;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Tests.Display;

public sealed class CompositeValueTests
{
    private const string Script = "<script>alert(1)</script>";

    private static readonly Gen<object?> Leaf = Gen.OneOf(
        Gen.Const(0).Select(_ => (object?)null), Gen.Const<object?>(Script), Gen.Int.Select(i => (object?)i), Gen.Double.Select(d => (object?)d),
        Gen.Const<object?>(new Thrower()), Gen.Const<object?>(new Cycle()), Gen.Const<object?>(Array.Empty<int>()));

    private static readonly Gen<object?> Value = Gen.Recursive<object?>((depth, inner) => depth >= 5
        ? Leaf
        : Gen.OneOf(
            Leaf,
            Leaf.List[0, 30].Select(items => (object?)items),
            inner.List[0, 6].Select(items => (object?)items),
            inner.List[0, 6].Select(items => (object?)items.Select((item, i) => (item, i)).ToDictionary(pair => $"{Script}{pair.i}", pair => pair.item)),
            inner.Select(item => (object?)new Record(Script, item)),
            inner.Select(item => (object?)new { Item = item, Text = Script }),
            inner.Select(item => (object?)(Script, item))));

    public static TheoryData<object, string> Plain => new()
    {
        { new Record("a", new List<object?> { 1.5, true, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Unspecified) }), "Record { Name = a, Item = [1.5, true, 2026-01-02] }" },
        { new[] { new { A = (string?)null } }, "[{ A = null }]" },
        { (1, new[] { 2, 3 }), "(1, [2, 3])" },
        { new[,] { { 1, 2 }, { 3, 4 } }, "[[1, 2], [3, 4]]" },
        { new Memory<int>([1, 2]), "[1, 2]" },
        { ImmutableDictionary<string, int>.Empty.Add("a", 1), "{ a: 1 }" },
        { new Dictionary<string, int>(), "{ }" },
        { new[] { "ab", "cd", "ax" }.ToLookup(text => text[0]), "{ a: [ab, ax], c: [cd] }" },
        { new[] { "ab", "cd" }.GroupBy(text => text[0]), "{ a: [ab], c: [cd] }" },
        { Task.FromResult(5), "Task<int>: await it to see its value" },
        { Task.Delay(0), "Task: await it to wait for its end" },
        { new ValueTask<int>(5), "ValueTask<int>: await it to see its value" },
        { Later(), "IAsyncEnumerable<int>: await foreach reads its items" },
        { (Func<int, int>)(x => x + 1), "Func<int, int>" },
        { BigInteger.Pow(2, 70), "1180591620717411303424" },
        { new Cycle(), "CompositeValueTests.Cycle { Next = CompositeValueTests.Cycle { Next = CompositeValueTests.Cycle {…} } }" },
        { new Derived(), "CompositeValueTests.Derived { First = 1, Same = new, Last = 2 }" },
    };

    private readonly RunningCell _cell = OwnCell.Enter();

    [Fact]
    public void A_test_of_this_class_has_a_cell_of_its_own() => Assert.Same(_cell, RunningCell.OfThisCode);

    [Theory]
    [MemberData(nameof(Plain))]
    public void Composite_values_are_written_in_full_and_in_the_form_of_their_parts(object value, string expected) =>
        Assert.Equal(expected, Text(value));

    [Fact]
    public void Every_value_has_bounded_text_and_its_HTML_encodes_what_is_in_it() => Value.Sample(value =>
    {
        MimeBundle bundle = ValueFormatter.Format(value);
        return bundle.Text(MimeTypeNames.Plain) is { Length: > 0 and < 500_000 }
            && bundle.Text(MimeTypeNames.Html)?.Contains("<script", StringComparison.OrdinalIgnoreCase) != true;
    }, iter: 200);

    [Fact]
    public void A_record_that_holds_itself_ends()
    {
        Record record = new("me", null);
        record.Item = record;

        Assert.EndsWith("Item = Record {…} } } } }", Text(record), StringComparison.Ordinal);
        Assert.Contains("<caption>1 item</caption>", Html(new[] { record }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_of_records_is_a_table_with_a_column_for_the_key() =>
        Assert.Contains(
            "<th style=\"text-align:left\">key</th><th style=\"text-align:left\">Name</th><th class=\"num\" style=\"text-align:right\">Item</th>",
            Html(new Dictionary<string, Record> { ["k"] = new("n", 1) }), StringComparison.Ordinal);

    [Fact]
    public void Dictionaries_without_the_old_interface_are_dictionaries_all_the_same()
    {
        ExpandoObject expando = new();
        ((IDictionary<string, object?>)expando)["a"] = 1;

        Assert.Equal("{ a: 1 }", Text(expando));
        Assert.Contains(">key</th>", Html(expando), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_dictionaries_has_a_column_for_each_key_of_any_of_them()
    {
        string html = Html(new[] { new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, int> { ["b"] = 2 } });

        Assert.Contains("right\">a</th>", html, StringComparison.Ordinal);
        Assert.Contains("right\">1</td><td class=\"num\" style=\"text-align:right\"></td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("right\">b</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_table_shows_its_first_columns_and_says_how_many_there_are()
    {
        string html = Html(new[] { Enumerable.Range(0, 60).ToDictionary(i => $"c{i}", i => i) });

        Assert.Contains("<caption>1 item, the first 50 of 60 columns</caption>", html, StringComparison.Ordinal);
        Assert.Contains(">c49</th></tr>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_throws_midway_shows_what_came_before_and_then_the_error()
    {
        IEnumerable<int> query = new[] { 1, 2, 0, 4 }.Select(i => 10 / i);

        Assert.Equal("[10, 5, (DivideByZeroException: Attempted to divide by zero.)]", Text(query));
        Assert.Contains("<caption>2 items</caption>", Html(query), StringComparison.Ordinal);
        Assert.Contains("After 2 items: DivideByZeroException", Html(query), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_throws_at_once_is_an_error_that_names_no_type_of_the_compiler() =>
        Assert.Equal("The value of type IEnumerable<int> could not be shown: FormatException: bad", Text(Bad()));

    [Fact]
    public void One_item_that_cannot_be_written_leaves_the_others() =>
        Assert.Equal("[1, (FormatException: no text), 2]", Text(new object[] { 1, new Thrower(), 2 }));

    [Fact]
    public void Many_short_items_fill_lines_and_keep_their_order()
    {
        string text = Text(Enumerable.Range(0, 20).Select(i => i / 7.0).ToList());

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 1, 102));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i / 7.0), text.Trim('[', ']').Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Text_of_many_characters_is_cut_with_a_count() =>
        Assert.EndsWith("x… 200000 more characters", Text(new string('x', 300_000)), StringComparison.Ordinal);

    [Fact]
    public void Text_of_several_lines_keeps_them_in_a_table() =>
        Assert.Contains(";white-space:pre-wrap\">a\n b</td>", Html(new[] { new Record("a\n b", 1) }), StringComparison.Ordinal);

    [Fact]
    public void An_exception_as_a_value_tells_its_causes_and_no_paths_of_the_machine()
    {
        Exception thrown = Assert.Throws<FormatException>(() => Bad().ToList());
        string text = Text(new InvalidOperationException("outer <b>", thrown));

        Assert.StartsWith("System.InvalidOperationException: outer <b>\ncaused by System.FormatException: bad\n   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/", text, StringComparison.Ordinal);
        Assert.Contains("outer &lt;b&gt;", Html(new InvalidOperationException("outer <b>")), StringComparison.Ordinal);
    }

    // As JToken of Newtonsoft.Json is made: every node can be enumerated, a leaf without items.
    [Fact]
    public void A_node_of_a_tree_is_shown_by_its_own_text()
    {
        Node tree = new("root", new Node("leaf"));

        Assert.Equal("leaf", PlainText.Of(new Node("leaf")));
        Assert.Equal("root(leaf)", PlainText.Of(tree));
        Assert.Equal("[root(leaf), leaf]", PlainText.Of(new[] { tree, new Node("leaf") }));
        Assert.Contains(">root(leaf)<", ValueFormatter.Format(new[] { tree }).Text(MimeTypeNames.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_is_shown_as_JSON()
    {
        using JsonDocument document = JsonDocument.Parse("""{"a":["<i>",null]}""");
        Assert.All<object>([document, document.RootElement, JsonNode.Parse("""{"a":["<i>",null]}""")!], value =>
        {
            MimeBundle bundle = ValueFormatter.Format(value);

            Assert.Equal(["application/json", "text/plain"], bundle.MimeTypes);
            Assert.Equal("{\n  \"a\": [\n    \"<i>\",\n    null\n  ]\n}", bundle.Text(MimeTypeNames.Plain));
        });
        Assert.Equal("undefined", Text(default(JsonElement)));
    }

    [Fact]
    public void Any_value_can_be_asked_for_as_JSON()
    {
        Assert.Equal("""{"A":[1,2]}""", ValueFormatter.Format(new { A = new[] { 1, 2 } }, MimeTypeNames.Json)[MimeTypeNames.Json]!.ToJsonString());
        Assert.Throws<ArgumentException>(() => ValueFormatter.Format(new Cycle(), MimeTypeNames.Json));
    }

    [Fact]
    public void The_bytes_of_an_image_are_an_image()
    {
        MimeBundle bundle = ValueFormatter.Format(new byte[] { 1, 2, 3 }, "image/png");

        Assert.Equal("AQID", bundle.Text("image/png"));
        Assert.Equal("image/png", bundle.Text(MimeTypeNames.Plain));
    }

    private static string Text(object? value) => ValueFormatter.Format(value).Text(MimeTypeNames.Plain)!;

    private static string Html(object value) => ValueFormatter.Format(value).Text(MimeTypeNames.Html) ?? "";

    private static IEnumerable<int> Bad()
    {
        yield return int.Parse("1", CultureInfo.InvariantCulture) == 1 ? throw new FormatException("bad") : 0;
    }

    private static async IAsyncEnumerable<int> Later()
    {
        await Task.Yield();
        yield return 1;
    }

    private sealed record Record(string Name, object? Item)
    {
        public object? Item { get; set; } = Item;
    }

    private sealed class Cycle
    {
        public Cycle Next => this;
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new FormatException("no text");
    }

    private class Base
    {
        public int First => _one;

        public object Same => "old" + _one;

        private readonly int _one = 1;
    }

    private sealed class Derived : Base
    {
        public int Last { get; } = 2;

        public new string Same { get; } = "new";
    }

    private sealed class Node(string name, params Node[] children) : IEnumerable<Node>
    {
        public override string ToString() => children.Length == 0 ? name : $"{name}({string.Join<Node>(", ", children)})";

        public IEnumerator<Node> GetEnumerator() => ((IEnumerable<Node>)children).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
