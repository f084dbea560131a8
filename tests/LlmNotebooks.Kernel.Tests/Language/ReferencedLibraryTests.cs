using LlmNotebooks.Kernel.Language;
using LlmNotebooks.Kernel.Tests.References;

namespace LlmNotebooks.Kernel.Tests.Language;

public sealed class ReferencedLibraryTests
{
    private const string Code = "public static class Shapes { public static double Area(double side) => side * side; public static int Plain; }";

    private const string Xml = """
        <?xml version="1.0"?>
        <doc><assembly><name>Shapes</name></assembly><members>
        <member name="T:Shapes"><summary>Some shapes.</summary></member>
        <member name="M:Shapes.Area(System.Double)">
            <summary>The area of a
            square; see <see cref="M:System.Math.Pow(System.Double,System.Double)"/>.</summary>
            <param name="side">Its side, in <c>mm</c>.</param>
            <exception cref="T:System.ArgumentOutOfRangeException">The side is negative.</exception>
        </member>
        </members></doc>
        """;

    [Fact]
    public async Task Types_are_completed_after_a_reference_in_the_same_cell_which_is_not_run()
    {
        using TemporaryFolder folder = new();
        Libraries.Write(folder.Path, "Shapes", Code);
        using LanguageSession session = new(folder.Path);

        Assert.Equal(["Shapes"], await session.TextsAsync("#r \"Shapes.dll\"\nShap|"));
        Assert.Equal(["Area"], await session.TextsAsync("#r \"Shapes.dll\"\nShapes.Ar|"));
        Assert.Empty(await session.TextsAsync("Shap|"));
        Assert.Empty(await session.TextsAsync("#r \"Missing.dll\"\nShap|"));
        Assert.Null(session.Session.Assemblies.Find("Shapes"));
    }

    [Fact]
    public async Task A_library_built_anew_before_it_is_used_is_read_anew()
    {
        using TemporaryFolder folder = new();
        Libraries.Write(folder.Path, "Shapes", Code);
        using LanguageSession session = new(folder.Path);
        Assert.Contains("Area", await session.TextsAsync("#r \"Shapes.dll\"\nShapes.|"));

        Libraries.Write(folder.Path, "Shapes", "public static class Shapes { public static int PerimeterOfASquare(int side) => 4 * side; }");

        Assert.Contains("PerimeterOfASquare", await session.TextsAsync("#r \"Shapes.dll\"\nShapes.|"));
    }

    [Fact]
    public async Task Types_of_what_a_reference_needs_are_completed_too()
    {
        using TemporaryFolder folder = new();
        string shapes = Libraries.Write(folder.Path, "Shapes", "public class Shape { }");
        Libraries.Write(folder.Path, "Drawing", "public class Canvas { public void Add(Shape shape) { } }", references: shapes);
        using LanguageSession session = new(folder.Path);

        Assert.Equal(["Shape"], await session.TextsAsync("#r \"Drawing.dll\"\nShap|"));
        await session.RunAsync("#r \"Drawing.dll\"");
        Assert.Equal(["Shape"], await session.TextsAsync("Shap|"));
    }

    // Plotly.NET is built with netstandard, which declares nothing and forwards to the framework's assemblies.
    [Fact]
    public async Task Types_behind_the_framework_s_forwarders_are_known_before_and_after_the_cell_has_run()
    {
        const string Reference = "#r \"Plotly.NET.dll\"\nvar layout = new Plotly.NET.Layout();\n";
        using LanguageSession session = new(Repository.PathOf("artifacts", "kit"));

        Assert.Equal(["ContainsKey"], await session.TextsAsync(Reference + "layout.Properties.ContainsK|"));
        await session.RunAsync(Reference + "var has = layout.Properties.ContainsKey(\"title\");");
        Assert.Equal(["ContainsKey"], await session.TextsAsync("layout.Properties.ContainsK|"));
    }

    [Fact]
    public async Task Documentation_comes_from_beside_the_library_and_not_from_beside_the_copy_that_is_loaded()
    {
        using TemporaryFolder folder = new();
        Libraries.Write(folder.Path, "Shapes", Code);
        await File.WriteAllTextAsync(folder.File("Shapes.xml"), Xml, TestContext.Current.CancellationToken);
        using LanguageSession session = new(folder.Path);

        Inspection? typed = await session.InspectAsync("#r \"Shapes.dll\"\nShapes.Are|a(1)");
        await session.RunAsync("#r \"Shapes.dll\"\nvar area = Shapes.Area(2);");
        Inspection? loaded = await session.InspectAsync("Shapes.Area(|");

        Assert.Equal(
            "double Shapes.Area(double side)\n\nThe area of a square; see Math.Pow.\n\nParameters:\n  side: Its side, in mm.\n\nExceptions:\n  ArgumentOutOfRangeException: The side is negative.",
            loaded?.Plain);
        Assert.Equal(loaded, typed);
        Assert.Contains("see `Math.Pow`", loaded?.Markdown, StringComparison.Ordinal);
        Assert.Equal("int Shapes.Plain", (await session.InspectAsync("Shapes.Plain|"))?.Plain);
    }

    // The texts are those of .NET's own reference documentation.
    [Theory]
    [InlineData("Math.Max(1, |", "Returns the larger of two 32-bit signed integers.")]
    [InlineData("new List<int>().Ad|d(1)", "Adds an object to the end of the List.")]
    [InlineData("\"\".Spl|it('a')", "Splits a string into")]
    [InlineData("Enumerable.Ran|ge(1, 2)", "Generates a sequence of integral numbers within a specified range.")]
    [InlineData("Task.Del|ay(1)", "Creates a task that completes after")]
    [InlineData("display(|", "Shows a value among the outputs of the cell.")]
    public async Task The_framework_is_documented_from_its_reference_pack(string code, string text)
    {
        using LanguageSession session = new();

        Assert.Contains(text, (await session.InspectAsync(code))?.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_in_directives_are_completed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("libraries"));
        Libraries.Write(folder.File("libraries"), "Shapes", Code);
        await File.WriteAllTextAsync(folder.File("load.csx"), "", TestContext.Current.CancellationToken);
        using LanguageSession session = new(folder.Path);

        Completions library = await session.CompleteAsync("#r \"libraries/Sh|\"");

        Assert.Equal([new Completion("Shapes.dll", "file", null)], library.Items);
        Assert.Equal((14, 16), (library.Start, library.End));
        Assert.Equal([new Completion("libraries/", "folder", null)], (await session.CompleteAsync("#r \"|")).Items);
        Assert.Equal(["libraries/", "load.csx"], await session.TextsAsync("#load \"l|"));
        Assert.Empty(await session.TextsAsync("#r \"nowhere/|"));
        Assert.Empty(await session.TextsAsync("var text = \"\"\"\n#r \"l|\n\"\"\";"));
    }
}
