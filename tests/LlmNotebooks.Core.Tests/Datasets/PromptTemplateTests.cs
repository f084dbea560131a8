using System.Text.Json;
using CsCheck;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class PromptTemplateTests : IDisposable
{
    private static readonly Sample Full = new("s", "What?")
    {
        Category = "art",
        Choices = ["x", "y", "z"],
        Target = "B",
        Metadata = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["context"] = JsonElement.Parse("\"A {{text}}.\""),
            ["level"] = JsonElement.Parse("2.50"),
            ["place"] = JsonElement.Parse("""{"town":{"name":"Ulm"},"list":[1, 2]}"""),
            ["gone"] = JsonElement.Parse("null"),
        },
    };

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("Q: {{input}}", "Q: What?")]
    [InlineData("{{ input }}{{input}}", "What?What?")]
    [InlineData("{{choices}} ({{letters}})", "A) x\nB) y\nC) z (A, B or C)")]
    [InlineData("{{category}}/{{level}}/{{place.town.name}}/{{place.list}}", "art/2.50/Ulm/[1, 2]")]
    [InlineData("{{context}}", "A {{text}}.")]
    [InlineData(@"\{{input}} \\{{input}} \\\{{x", @"{{input}} \What? \{{x")]
    [InlineData(@"{""a"": {""b"": 1}} \n \{ }}", @"{""a"": {""b"": 1}} \n \{ }}")]
    public void Variables_are_replaced_and_all_else_stays(string template, string expected) =>
        Assert.Equal(expected, PromptTemplate.Parse(template).Render(Full));

    [Fact]
    public void Any_text_can_be_written_so_that_it_stays() => Gen.Char[@"{}\ a" + "\n"].Array[0, 12].Select(chars => new string(chars)).Sample(text =>
    {
        // Every pair of opening braces, and the backslashes before it, are escaped.
        string escaped = System.Text.RegularExpressions.Regex.Replace(text, @"(\\*)(\{\{)", @"$1$1\$2", System.Text.RegularExpressions.RegexOptions.None);

        return PromptTemplate.Parse(escaped).Render(Full) == text;
    });

    [Theory]
    [InlineData("{{input", "line 1, column 1")]
    [InlineData("a\nbc {{ }}", "line 2, column 4")]
    [InlineData("a\n\n{{input\n}}", "line 3, column 1")]
    [InlineData("ab{{a {{input}}", "line 1, column 3")]
    [InlineData("\n {{}}", "line 2, column 2")]
    public void A_variable_without_end_or_name_is_an_error_with_its_place(string template, string place) =>
        Assert.StartsWith(place, Assert.Throws<FormatException>(() => PromptTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{inptu}}")]
    [InlineData("{{gone}}")]
    [InlineData("{{place.river}}")]
    [InlineData("{{level.x}}")]
    public void An_unknown_variable_is_named_with_those_that_there_are(string template)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => PromptTemplate.Parse(template).Render(Full));

        Assert.Contains(template, e.Message, StringComparison.Ordinal);
        Assert.Contains("'s'", e.Message, StringComparison.Ordinal);
        Assert.Contains("input, category, choices, letters, context, gone, level, place", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_sample_lacks_is_not_known_and_the_target_is_not_told()
    {
        Sample bare = new("s", "q") { Target = "t" };

        foreach (string variable in (string[])["category", "choices", "letters"]) { Assert.Throws<ArgumentException>(() => PromptTemplate.Parse($"{{{{{variable}}}}}").Render(bare)); }
        Assert.Contains("tell the model the answer", Assert.Throws<ArgumentException>(() => PromptTemplate.Parse("{{target}}").Render(bare)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_writes_the_inputs_and_leaves_the_rest()
    {
        Dataset dataset = Dataset.Create("d", [Full]).WithTemplateFile(_files.Write("{{context}}\r\n\r\n{{input}}\n", "t.txt"));

        Sample sample = Assert.Single(dataset.Samples);
        Assert.Equal("A {{text}}.\n\nWhat?", sample.Input);
        Assert.Equal(Full, DatasetPrompts.WithInput(sample, "What?"));
        Assert.Equal(["input", "context"], PromptTemplate.Parse("{{input}} {{context}} {{input}}").Variables);
    }

    [Fact]
    public void A_template_s_file_is_named_in_its_errors()
    {
        string path = _files.Write("x\n{{", "t.txt");

        Assert.StartsWith($"{path}, line 2", Assert.Throws<FormatException>(() => PromptTemplate.Load(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => PromptTemplate.Load(path + "x"));
        Assert.Contains("blank", Assert.Throws<ArgumentException>(() => Dataset.Create("d", [Full]).WithTemplate(PromptTemplate.Parse(" "))).Message, StringComparison.Ordinal);
    }
}
