using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests.References;

/// <summary>Loads assemblies by <c>#r</c> from the kit: the library and everything that it needs, in one folder.</summary>
public sealed class ReferenceTests
{
    private static readonly string Kit = Repository.PathOf("artifacts", "kit");

    [Fact]
    public async Task A_chart_of_Plotly_NET_is_made_with_one_FSharp_Core()
    {
        string? value = await Notebooks.ValueAsync(
            $"#r \"{Kit}/Plotly.NET.CSharp.dll\"",
            "using Plotly.NET.CSharp;\nvar chart = Chart.Line<int, int, string>([1, 2, 3], [4, 5, 6], Name: \"t\");\nvar json = Plotly.NET.GenericChart.toJson(chart);",
            "using System.Reflection;\nusing System.Runtime.Loader;\nvar here = AssemblyLoadContext.GetLoadContext(Assembly.GetExecutingAssembly())!;",
            "string Copies(string name) => string.Join(\", \", here.Assemblies.Concat(AssemblyLoadContext.Default.Assemblies).Where(a => a.GetName().Name == name).Select(a => a.GetName().Version!.ToString(2)));",
            "json.Contains(\"\\\"y\\\":[4,5,6]\") + \", FSharp.Core \" + Copies(\"FSharp.Core\")");

        Assert.Equal("True, FSharp.Core 10.1", value);
    }

    [Fact]
    public async Task A_native_library_beside_the_assembly_is_found() =>
        Assert.Matches(@"^3\.\d+\.\d+$", await Notebooks.ValueAsync(
            $"#r \"{Kit}/Microsoft.Data.Sqlite.dll\"",
            "using Microsoft.Data.Sqlite;\nvar connection = new SqliteConnection(\"Data Source=:memory:\");\nconnection.Open();\nvar command = connection.CreateCommand();\ncommand.CommandText = \"select sqlite_version()\";",
            "command.ExecuteScalar()"));

    [Fact]
    public async Task A_native_library_under_runtimes_is_found()
    {
        using var folder = new TemporaryFolder();
        string rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        string natives = Directory.CreateDirectory(Path.Combine(folder.Path, "runtimes", rid, "native")).FullName;
        foreach (string file in Directory.EnumerateFiles(Kit).Where(IsSqlite))
        {
            bool isNative = Path.GetFileName(file).Contains("e_sqlite3.", StringComparison.Ordinal) && !file.EndsWith("provider.e_sqlite3.dll", StringComparison.Ordinal);
            File.Copy(file, Path.Combine(isNative ? natives : folder.Path, Path.GetFileName(file)));
        }
        Assert.NotEmpty(Directory.EnumerateFiles(natives));

        string? value = await Notebooks.ValueAsync(
            $"#r \"{folder.Path}/Microsoft.Data.Sqlite.dll\"",
            "var connection = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=:memory:\");\nconnection.Open();\nconnection.State.ToString()");

        Assert.Equal("Open", value);
    }

    [Fact]
    public async Task Types_of_what_a_reference_needs_can_be_named()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(
            $"#r \"{Kit}/LlmNotebooks.dll\"\nusing Microsoft.Data.Analysis;",
            "var frame = new DataFrame(new StringDataFrameColumn(\"model\", [\"a<b\", \"c\"]), new DoubleDataFrameColumn(\"score\", [0.5, 1]));\nframe");

        string? html = Assert.IsType<DisplayOutput>(Assert.Single(outputs)).Data.Text(MimeTypeNames.Html);
        Assert.Contains("<caption>2 rows, 2 columns</caption>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">a&lt;b</td><td class=\"num\" style=\"text-align:right\">0.5</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_references_to_one_name_use_the_first_and_say_so()
    {
        using TemporaryFolder one = new(), two = new(), copy = new();
        string first = Libraries.Write(one.Path, "Shared", "public static class S { public static int Of() => 1; }");
        string second = Libraries.Write(two.Path, "Shared", "public static class S { public static int Of() => 2; }");
        string same = copy.File("Shared.dll");
        File.Copy(first, same);

        IReadOnlyList<CellOutput> different = await Notebooks.OutputsAsync($"#r \"{first}\"", $"#r \"{second}\"\nS.Of()");
        IReadOnlyList<CellOutput> equal = await Notebooks.OutputsAsync($"#r \"{first}\"", $"#r \"{same}\"\nS.Of()");

        Assert.Equal($"warning: {second} is not used, because a different {first} of the same name came first.\n", Assert.IsType<StreamOutput>(different[0]).Text);
        Assert.All([different[1], Assert.Single(equal)], output => Assert.Equal("1", ((DisplayOutput)output).Data.Text(MimeTypeNames.Plain)));
    }

    [Fact]
    public async Task An_assembly_newer_than_the_runtimes_own_comes_from_the_folder_and_an_older_one_does_not()
    {
        using TemporaryFolder newer = new(), older = new();
        const string Code = "namespace System.Text.Json { public static class JsonSerializer { public static string Here() => \"folder\"; } }";
        foreach ((TemporaryFolder folder, string version) in new[] { (newer, "99.0.0.0"), (older, "1.0.0.0") })
        {
            string json = Libraries.Write(folder.Path, "System.Text.Json", Code, version);
            Libraries.Write(folder.Path, "Uses", "public static class Uses { public static string Json() => typeof(System.Text.Json.JsonSerializer).Assembly.GetName().Version!.Major.ToString(); }", references: json);
        }

        string? fromNewer = await Notebooks.ValueAsync($"#r \"{newer.Path}/Uses.dll\"", "Uses.Json()");
        string? fromOlder = await Notebooks.ValueAsync($"#r \"{older.Path}/Uses.dll\"", "Uses.Json()");

        Assert.Equal(("99", Environment.Version.Major.ToString(System.Globalization.CultureInfo.InvariantCulture)), (fromNewer, fromOlder));
    }

    [Fact]
    public async Task What_the_kernel_is_built_with_does_not_stand_in_the_way()
    {
        using var folder = new TemporaryFolder();
        string markdig = Libraries.Write(folder.Path, "Markdig", "namespace Markdig { public static class Markdown { public static int Answer() => 42; } }");

        Assert.Equal("42", await Notebooks.ValueAsync($"#r \"{markdig}\"", "Markdig.Markdown.Answer()"));
    }

    [Fact]
    public async Task What_is_loaded_by_name_at_run_time_is_found_in_the_folder()
    {
        using var folder = new TemporaryFolder();
        string library = Libraries.Write(folder.Path, "Core", "public static class Core { public static System.Type? Find(string name) => System.Type.GetType(name); }");
        Libraries.Write(folder.Path, "Plugin", "public class Plugin { }");

        Assert.Equal("Plugin", await Notebooks.ValueAsync(
            $"#r \"{library}\"", "System.Reflection.Assembly.Load(\"Plugin\").GetName().Name"));
        Assert.Equal("true", await Notebooks.ValueAsync($"#r \"{library}\"", "Core.Find(\"Plugin, Plugin\") is not null"));
    }

    [Fact]
    public async Task Referenced_files_may_be_replaced_while_the_notebook_runs()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(Kit, "*.dll")) { File.Copy(file, folder.File(Path.GetFileName(file))); }

        // The second cell truncates and rewrites every file in place, as a build does; the third loads types not used before.
        string? value = await Notebooks.ValueAsync(
            $"#r \"{folder.Path}/Plotly.NET.CSharp.dll\"",
            $"foreach (var file in Directory.GetFiles(@\"{folder.Path}\")) {{ File.WriteAllText(file, \"rebuilt\"); }}",
            "Plotly.NET.GenericChart.toJson(Plotly.NET.CSharp.Chart.Line<int, int, string>([1], [2])).Contains(\"scatter\")");

        Assert.Equal("true", value);
    }

    [Fact]
    public async Task Paths_are_relative_to_the_notebooks_folder()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Kit, "DynamicObj.dll"), folder.File("DynamicObj.dll"));
        await File.WriteAllTextAsync(folder.File("shared.csx"), "int Shared() => 7;", TestContext.Current.CancellationToken);
        Notebook notebook = Notebooks.Of("#r \"DynamicObj.dll\"\n#load \"shared.csx\"", "new DynamicObj.DynamicObj();\nFile.WriteAllText(\"here.txt\", Shared().ToString());");

        RunFailure? failure = await Notebooks.RunAsync(notebook, folder.Path);

        Assert.Null(failure);
        Assert.Equal("7", await File.ReadAllTextAsync(folder.File("here.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_assembly_of_the_runtime_may_be_named() =>
        Assert.Equal("System.Net.Http.HttpClient", await Notebooks.ValueAsync("#r \"System.Net.Http\"\ntypeof(System.Net.Http.HttpClient).FullName"));

    private static bool IsSqlite(string path) => Path.GetFileName(path).Contains("sqlite", StringComparison.OrdinalIgnoreCase);
}
