using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Tests.Packages;

namespace LlmNotebooks.Kernel.Tests.References;

/// <summary>Cells that ask for packages, from a feed on disk.</summary>
public sealed class PackageReferenceTests
{
    [Fact]
    public async Task A_package_comes_with_what_it_depends_on_and_is_shown_once()
    {
        using PackageFeed feed = new();
        string below = feed.Library("Below", "namespace Below { public class Number { public int Value => 41; } }");
        string above = feed.Library("Above", "public static class Above { public static int Of(Below.Number n) => n.Value + 1; }", references: below);
        feed.Add("Below", "2.1.0", "", ("lib/net8.0/Below.dll", below));
        feed.Add("Above", "1.0.0", "<dependency id=\"Below\" version=\"2.0.0\" />", ("lib/net8.0/Above.dll", above));

        Notebook notebook = await feed.RunAsync("1", "#r \"nuget: Above, 1.0.0\"\nAbove.Of(new Below.Number())", "typeof(Below.Number).Assembly.GetName().Name");

        Assert.Equal("Above 1.0.0", Assert.IsType<DisplayOutput>(notebook.Cells[1].Outputs[0]).Data.Text(MimeTypeNames.Plain));
        Assert.Equal(("42", "Below"), (PackageFeed.Value(notebook.Cells[1]), PackageFeed.Value(notebook.Cells[2])));
    }

    [Fact]
    public async Task Files_for_the_platform_are_found_managed_and_native_also_those_that_targets_of_the_package_copy()
    {
        using PackageFeed feed = new();
        const string Import = "public static class {0} {{ [System.Runtime.InteropServices.DllImport(\"{1}\")] public static extern int sqlite3_libversion_number(); public static string Here() => \"{2}\"; }}";
        string Library(string name, string native, string here) => feed.Library(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, Import, name, native, here));
        string extension = Path.GetExtension(PackageFeed.Native);
        feed.Add(
            "Platform", "1.0.0", "",
            ("lib/net8.0/Platform.dll", Library("Platform", "platformprobe", "any")),
            ($"runtimes/{PackageFeed.Rid}/lib/net8.0/Platform.dll", Library("Platform", "platformprobe", "this platform")),
            ($"runtimes/{PackageFeed.Rid}/native/libplatformprobe{extension}", PackageFeed.Native));
        feed.Add(
            "Targets", "1.0.0", "",
            ("lib/net8.0/Targets.dll", Library("Targets", "targetsprobe", "any")),
            ($"content/libtargetsprobe{extension}", PackageFeed.Native),
            ("build/Targets.targets", $"""<Project><ItemGroup><None Include="$(MSBuildThisFileDirectory)../content/libtargetsprobe{extension}" CopyToOutputDirectory="PreserveNewest" Visible="false" /></ItemGroup></Project>"""));

        string? value = await feed.ValueAsync(
            "#r \"nuget: Platform, 1.0.0\"\n#r \"nuget:Targets,1.0.0\"",
            "Platform.Here() + (Platform.sqlite3_libversion_number() > 3_000_000) + (Targets.sqlite3_libversion_number() > 3_000_000)");

        Assert.Equal("this platformTrueTrue", value);
    }

    [Fact]
    public async Task Once_restored_a_package_needs_neither_the_source_nor_a_word()
    {
        using PackageFeed feed = new();
        feed.AddVersioned("Kept", "1.2.3");
        const string Code = "#r \"nuget: Kept, 1.2.3\"\nKept.Version()";
        await feed.RunAsync(Code);
        Directory.Delete(feed.Source, recursive: true);
        Directory.Delete(feed.Unpacked, recursive: true);

        Notebook again = await feed.RunAsync(Code);

        Assert.Single(again.Cells[0].Outputs);
        Assert.Equal("1.2.3", PackageFeed.Value(again.Cells[0]));
    }

    [Theory]
    [InlineData("nuget: Float")]
    [InlineData("nuget: Float, *")]
    [InlineData("nuget:Float,1.*")]
    public async Task A_floating_version_is_the_newest_of_the_day_and_stays_for_the_session(string reference)
    {
        using PackageFeed feed = new();
        feed.AddVersioned("Float", "1.0.0");
        feed.AddVersioned("Float", "1.1.0");
        feed.AddVersioned("Other", "1.0.0");
        string code = $"#r \"{reference}\"\nFloat.Version()";

        string? before = await feed.ValueAsync(code, "#r \"nuget: Other, 1.0.0\"", code);
        feed.AddVersioned("Float", "1.2.0");
        string? after = await feed.ValueAsync(code);

        Assert.Equal(("1.1.0", "1.2.0"), (before, after));
    }

    [Fact]
    public async Task A_file_that_a_cell_loads_may_ask_for_packages_and_name_their_source()
    {
        using PackageFeed feed = new();
        string part = Directory.CreateDirectory(Path.Combine(feed.Folder, "part")).FullName;
        string library = feed.Library("Loaded", "public static class Loaded { public static int Of() => 7; }");
        PackageFeed.Add(Directory.CreateDirectory(Path.Combine(part, "own")).FullName, "Loaded", "1.0.0", "", ("lib/net8.0/Loaded.dll", library));
        await File.WriteAllTextAsync(Path.Combine(part, "a.csx"), "#i \"nuget: own\"\n#r \"nuget: Loaded, 1.0.0\"\nint Seven() => Loaded.Of();", TestContext.Current.CancellationToken);

        Assert.Equal("7", await feed.ValueAsync("#load \"part/a.csx\"", "Seven()"));
        Assert.Equal("7", await feed.ValueAsync("#i \"nuget: part/own\"\n#r \"nuget: Loaded, 1.0.0\"\nvar text = \"\"\"\n#i \"nuget: nowhere\"\n\"\"\";\nLoaded.Of()"));
    }

    [Fact]
    public async Task A_version_that_a_session_has_loaded_stays_and_is_said_to()
    {
        using PackageFeed feed = new();
        feed.AddVersioned("Shared", "1.0.0");
        feed.AddVersioned("Shared", "2.0.0");

        Notebook notebook = await feed.RunAsync("#r \"nuget: Shared, 1.0.0\"\nShared.Version()", "#r \"nuget: Shared, 2.0.0\"\nShared.Version()");

        string warning = notebook.Cells[1].Outputs.OfType<StreamOutput>().Single().Text;
        Assert.StartsWith("warning: Shared 2.0.0.0 of Shared 2.0.0 is not used, because this session has 1.0.0.0 of ", warning, StringComparison.Ordinal);
        Assert.Contains("restart the kernel", warning, StringComparison.Ordinal);
        Assert.Equal("1.0.0", PackageFeed.Value(notebook.Cells[1]));
    }

    [Fact]
    public async Task A_missing_package_and_a_missing_version_are_named_where_they_are_written()
    {
        using PackageFeed feed = new();
        feed.AddVersioned("There", "1.0.0");

        CellError error = await feed.ErrorAsync("// numbers\n#r \"nuget: There, 1.0.1\"", "// never reached");
        CellError missing = await feed.ErrorAsync("#r \"nuget: There, 1.0.0\"\n  #r \"nuget: No.Such.Package, 1.0.0\"\n1");

        Assert.Equal("CompilationError", error.Name);
        Assert.Equal((2, "#r \"nuget: There, 1.0.1\""), (error.Line, error.SourceLine));
        Assert.Contains("(2,4): error nuget: Unable to find package There with version (= 1.0.1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nearest version: 1.0.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2,6): error nuget: Unable to find package No.Such.Package.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_damaged_or_made_for_another_framework_is_named()
    {
        using PackageFeed feed = new();
        await File.WriteAllTextAsync(Path.Combine(feed.Source, "Damaged.1.0.0.nupkg"), "not a zip", TestContext.Current.CancellationToken);
        feed.Add("Future", "1.0.0", "", ("lib/net99.0/Future.dll", feed.Library("Future", "public class Future { }")));

        CellError damaged = await feed.ErrorAsync("#r \"nuget: Damaged, 1.0.0\"");
        File.Delete(Path.Combine(feed.Source, "Damaged.1.0.0.nupkg"));
        CellError future = await feed.ErrorAsync("#r \"nuget: Future, 1.0.0\"");

        Assert.Contains("Damaged.1.0.0.nupkg", damaged.Message, StringComparison.Ordinal);
        Assert.Contains("Package Future 1.0.0 is not compatible with net", future.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_is_named_without_its_password()
    {
        using PackageFeed feed = new();

        // Port 9 of this machine: nobody listens there, and the refusal comes at once.
        CellError error = await feed.ErrorAsync("#i \"nuget: https://me:hidden@127.0.0.1:9/index.json?key=hidden\"\n#r \"nuget: Some.Package, 1.0.0\"");
        CellError folder = await feed.ErrorAsync("\n#i \"nuget: nowhere\"");

        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message + string.Join("", error.Traceback.Where(line => !line.Contains("#i", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains($"(2,4): error nuget: 'nowhere' is no source of packages: there is no folder {Path.Combine(feed.Folder, "nowhere")}.", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_cell_cannot_ask_for_two_versions()
    {
        using PackageFeed feed = new();

        CellError error = await feed.ErrorAsync("#r \"nuget: A, 1.0\"\n#r \"nuget: a, 2.0\"");

        Assert.Contains("A is asked for twice, as 'a 2.0' and as 'A 1.0'", error.Message, StringComparison.Ordinal);
    }
}
