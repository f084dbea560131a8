using System.Globalization;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Commands;

/// <summary>Cultures, dates and sort orders of cells, in a kernel that was started as a person starts it.</summary>
public sealed class CultureTests
{
    private const string Invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private static readonly string Kernel = Repository.PathOf("artifacts", "bin", "LlmNotebooks.Kernel", Repository.Configuration, "LlmNotebooks.Kernel.dll");

    private static readonly string[] Words = ["z", "ä", "b", "Ö", "a", "B", "å", "côte", "coté"];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ja-JP")]
    public async Task A_culture_that_a_cell_names_is_that_of_any_program_on_this_machine(string name)
    {
        SkipWithoutCultures();
        CultureInfo culture = new(name);
        DateTime day = new(2026, 3, 1, 14, 5, 0, DateTimeKind.Unspecified);

        string text = await RunAsync(
            "C.UTF-8",
            $"var culture = new System.Globalization.CultureInfo(\"{name}\");",
            "Console.WriteLine(double.Parse(\"1,5\", culture).ToString(\"R\", System.Globalization.CultureInfo.InvariantCulture));",
            "Console.WriteLine((-1234567.891).ToString(\"N2\", culture));",
            "Console.WriteLine(new DateTime(2026, 3, 1, 14, 5, 0).ToString(\"F\", culture));",
            "Console.WriteLine(\"title i\".ToUpper(culture));",
            $"var words = new[] {{ {string.Join(", ", Words.Select(word => $"\"{word}\""))} }};\nArray.Sort(words, StringComparer.Create(culture, false));\nConsole.WriteLine(string.Join(' ', words));",
            "Console.WriteLine(12.5m.ToString(\"C\", culture));");

        string[] sorted = [.. Words];
        Array.Sort(sorted, StringComparer.Create(culture, false));
        Assert.Equal(
            [
                double.Parse("1,5", culture).ToString("R", CultureInfo.InvariantCulture), (-1234567.891).ToString("N2", culture), day.ToString("F", culture),
                "title i".ToUpper(culture), string.Join(' ', sorted), 12.5m.ToString("C", culture),
            ],
            text.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("de_DE.UTF-8", "de-DE")]
    [InlineData("sv_SE.UTF-8", "sv-SE")]
    [InlineData("C.UTF-8", "")]
    public async Task Without_a_name_the_culture_is_the_machines(string lang, string name)
    {
        SkipWithoutCultures();
        CultureInfo culture = new(name);

        string text = await RunAsync(
            lang,
            "Console.WriteLine($\"{System.Globalization.CultureInfo.CurrentCulture.Name} {1.5} {-2} {new DateTime(2026, 3, 1):d}\");",
            "await Task.Run(() => Console.WriteLine(1.5));",
            "Console.WriteLine(string.Join(' ', new[] { \"z\", \"ä\", \"a\" }.Order()));");

        Assert.Equal(
            [
                string.Create(culture, $"{name} {1.5} {-2} {new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Unspecified):d}"), 1.5.ToString(culture),
                string.Join(' ', new[] { "z", "ä", "a" }.Order(StringComparer.Create(culture, false))),
            ],
            text.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task What_the_kernel_itself_writes_and_reads_is_the_same_everywhere()
    {
        SkipWithoutCultures();
        using var folder = new TemporaryFolder();
        Notebook notebook = Notebooks.Of("int below = -1; double share = 0;", "record Row(string Name, double Value);\nnew[] { new Row(\"a\", -1234.5) }", "share");
        notebook.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        NotebookWriter.Save(notebook, folder.File("a.ipynb"));

        Finished swedish = await RunAsync(folder, "sv_SE.UTF-8", ["run", "a.ipynb", "--json", "--param", "share=0.25", "--param", "below=-7"]);

        Assert.True(swedish.ExitCode == 0, swedish.Error);
        Notebook executed = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), TestContext.Current.CancellationToken);
        Assert.Contains("-1234.5", Assert.IsType<DisplayOutput>(executed.Cells[2].Outputs[0]).Data.Text(MimeTypeNames.Html), StringComparison.Ordinal);
        Assert.Equal("0.25", Assert.IsType<DisplayOutput>(executed.Cells[3].Outputs[0]).Data.Text(MimeTypeNames.Plain));
        Assert.Equal((0.25, -7), ((double)JsonNode.Parse(swedish.Output)!["parameters"]!["share"]!, (int)JsonNode.Parse(swedish.Output)!["parameters"]!["below"]!));
    }

    [Fact]
    public async Task Where_only_the_invariant_culture_is_there_it_is_said_once_and_no_other_can_be_named()
    {
        using var folder = new TemporaryFolder();
        NotebookWriter.Save(Notebooks.Of("Console.WriteLine(1.5);"), folder.File("a.ipynb"));
        NotebookWriter.Save(Notebooks.Of("double.Parse(\"1,5\", new System.Globalization.CultureInfo(\"de-DE\"))"), folder.File("b.ipynb"));

        Finished run = await RunAsync(folder, "de_DE.UTF-8", ["run", "a.ipynb", "b.ipynb"], (Invariant, "1"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Error.Split("note: cells know the invariant culture only").Length);
        Assert.Contains("b.ipynb: code cell 1 (id c1) failed, line 1", run.Error, StringComparison.Ordinal);
        Assert.Contains($"hint: the variable {Invariant} takes all cultures", run.Error, StringComparison.Ordinal);
    }

    private static void SkipWithoutCultures() =>
        Assert.SkipWhen(CultureInfo.GetCultures(CultureTypes.AllCultures).Length < 2, "This machine knows the invariant culture only.");

    /// <summary>What cells write to the console.</summary>
    private static async Task<string> RunAsync(string lang, params string[] code)
    {
        using var folder = new TemporaryFolder();
        NotebookWriter.Save(Notebooks.Of(code), folder.File("a.ipynb"));
        Finished run = await RunAsync(folder, lang, ["run", "a.ipynb", "--no-html"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Notebook executed = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), TestContext.Current.CancellationToken);
        return string.Concat(executed.Cells.SelectMany(cell => cell.Outputs).Cast<StreamOutput>().Select(output => output.Text));
    }

    private static Task<Finished> RunAsync(TemporaryFolder folder, string lang, string[] arguments, params (string Name, string Value)[] environment) =>
        Processes.RunAsync(
            "dotnet", folder.Path, ["exec", Kernel, .. arguments],
            new Dictionary<string, string>(environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))) { ["LANG"] = lang, ["LC_ALL"] = lang });
}
