using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Parameters;
using LlmNotebooks.Kernel.Runs;
using LlmNotebooks.Kernel.Tests.References;

namespace LlmNotebooks.Kernel.Tests.Parameters;

public sealed class ParameterInjectionTests
{
    [Theory]
    [InlineData("string p = \"a\";", "x \"y\"\\\n{z}", "x \"y\"\\\n{z}")]
    [InlineData("string? p = null;", "null", "null")]
    [InlineData("char p = 'a';", "'", "'")]
    [InlineData("bool p = false;", "True", "True")]
    [InlineData("sbyte p = 0;", "-128", "-128")]
    [InlineData("byte p = 0;", "255", "255")]
    [InlineData("short p = 0;", "-32768", "-32768")]
    [InlineData("ushort p = 0;", "65535", "65535")]
    [InlineData("int p = 0;", "-2147483648", "-2147483648")]
    [InlineData("uint p = 0;", "4294967295", "4294967295")]
    [InlineData("long p = 0;", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("ulong p = 0;", "18446744073709551615", "18446744073709551615")]
    [InlineData("float p = 0;", "0.1", "0.1")]
    [InlineData("double p = 0;", "-1e-300", "-1E-300")]
    [InlineData("double p = 0;", "NaN", "NaN")]
    [InlineData("decimal p = 0;", "79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("var p = 0.5;", "2", "2")]
    [InlineData("var p = TimeSpan.FromDays(1);", "01:30:00", "01:30:00")]
    [InlineData("int? p = null;", "7", "7")]
    [InlineData("int? p = 7;", "null", "")]
    [InlineData("const int p = 1;", "9", "9")]
    [InlineData("DateTime p = default;", "2026-01-31T12:00:00", "01/31/2026 12:00:00")]
    [InlineData("DateTimeOffset p = default;", "2026-01-31T12:00:00+01:00", "01/31/2026 12:00:00 +01:00")]
    [InlineData("DateOnly p = default;", "2026-01-31", "01/31/2026")]
    [InlineData("TimeOnly p = default;", "18:30", "18:30")]
    [InlineData("Guid p = default;", "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("DayOfWeek p = default;", "friday", "Friday")]
    [InlineData("enum Size { Small, Large }\nvar p = Size.Small;", "Large", "Large")]
    [InlineData("var p = System.IO.FileAccess.Read;", "Read, Write", "ReadWrite")]
    public async Task A_value_is_read_as_the_type_of_its_variable(string declaration, string value, string expected)
    {
        Notebook notebook = Tagged(1, "1", declaration, "FormattableString.Invariant($\"{p}\")");

        ParameterInjection.Apply(notebook, "n.ipynb", AppContext.BaseDirectory, Values(("p", value)));
        RunFailure? failure = await Notebooks.RunAsync(notebook);

        Assert.True(failure is null, failure is null ? "" : string.Join('\n', failure.Error.Traceback));
        Assert.Equal(expected, Assert.IsType<DisplayOutput>(notebook.Cells[3].Outputs[0]).Data.Text(MimeTypeNames.Plain));
    }

    [Theory]
    [InlineData("int p = 0;", "2147483648", "'2147483648' is not a value of the type int, from -2147483648 to 2147483647; for instance --param p=42")]
    [InlineData("int p = 0;", "1,000", "for instance --param p=42")]
    [InlineData("byte p = 0;", "-1", "from 0 to 255")]
    [InlineData("float p = 0;", "1e39", "is not a value of the type float")]
    [InlineData("double p = 0;", "0,5", "for instance --param p=0.25")]
    [InlineData("bool p = true;", "yes", "for instance --param p=true")]
    [InlineData("char p = 'a';", "ab", "one character")]
    [InlineData("int? p = 0;", "x", "is not a value of the type int?")]
    [InlineData("DayOfWeek p = 0;", "Someday", "(Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday)")]
    [InlineData("DayOfWeek p = 0;", "3", "for instance --param p=Sunday")]
    [InlineData("DateOnly p = default;", "31st", "for instance --param p=2026-01-31")]
    [InlineData("int[] p = [];", "1", "'p' is of type int[], which no text can set")]
    [InlineData("Unknown p = null;", "1", "is not known before the cells run")]
    [InlineData("int q = 0; string r = \"\";", "1", "n.ipynb has no parameter 'p'; there are q (int), r (string)")]
    [InlineData("Console.WriteLine();", "1", "declares no variable")]
    public void A_value_that_does_not_fit_is_refused_with_its_type_and_an_example(string declaration, string value, string reason)
    {
        Notebook notebook = Tagged(0, declaration);

        ParameterException error = Assert.Throws<ParameterException>(() =>
            ParameterInjection.Apply(notebook, "n.ipynb", AppContext.BaseDirectory, Values(("p", value))));

        Assert.StartsWith("--param p: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Single(notebook.Cells);
    }

    [Fact]
    public void A_cell_with_the_values_follows_and_takes_the_place_of_an_earlier_one()
    {
        Notebook notebook = Tagged(0, "string model = \"a\"; int top = 1;", "model");
        ParameterInjection.Apply(notebook, "n.ipynb", AppContext.BaseDirectory, Values(("top", "2")));

        IReadOnlyList<ParameterValue> values = ParameterInjection.Apply(notebook, "n.ipynb", AppContext.BaseDirectory, Values(("top", "3"), ("model", "b")));

        Assert.Equal(["string model = \"a\"; int top = 1;", "// Parameters\ntop = 3;\nmodel = \"b\";", "model"], notebook.Cells.Select(cell => cell.Source));
        Assert.Equal("[\"injected-parameters\"]", notebook.Cells[1].Metadata["tags"]!.ToJsonString());
        Assert.Equal(["3", "\"b\""], values.Select(value => value.Json!.ToJsonString()));
    }

    [Fact]
    public void An_enum_of_a_library_that_an_earlier_cell_refers_to_is_known()
    {
        using TemporaryFolder folder = new();
        Libraries.Write(folder.Path, "Sizes", "namespace Sizes { public enum Size { Small, Large } }");
        Notebook notebook = Tagged(1, "#r \"Sizes.dll\"\nusing Sizes;", "var size = Size.Small;");

        ParameterInjection.Apply(notebook, "n.ipynb", folder.Path, Values(("size", "Large")));

        Assert.Equal("// Parameters\nsize = Sizes.Size.Large;", notebook.Cells[2].Source);
    }

    [Fact]
    public void The_cell_must_be_tagged_once()
    {
        Notebook none = Notebooks.Of("int p = 1;"), twice = Tagged(0, "int p = 1;", "int q = 1;", "1");
        twice.Cells[1].Metadata["tags"] = new JsonArray("other", "parameters");

        string[] messages = [.. new[] { none, twice }.Select(notebook => Assert.Throws<ParameterException>(() =>
            ParameterInjection.Apply(notebook, "n.ipynb", AppContext.BaseDirectory, Values(("p", "1")))).Message)];

        Assert.Contains("no code cell has the tag 'parameters'", messages[0], StringComparison.Ordinal);
        Assert.Contains("the tag 'parameters' on the code cells 1 and 2", messages[1], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);

    private static Notebook Tagged(int index, params ReadOnlySpan<string> code)
    {
        Notebook notebook = Notebooks.Of(code);
        notebook.Cells[index].Metadata["tags"] = new JsonArray("parameters");
        return notebook;
    }
}
