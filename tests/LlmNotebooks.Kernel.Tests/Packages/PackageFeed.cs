using System.IO.Compression;
using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.Runs;
using LlmNotebooks.Kernel.Tests.References;

namespace LlmNotebooks.Kernel.Tests.Packages;

/// <summary>A notebook's folder whose only source of packages is a folder beside it: no network is asked.</summary>
internal sealed class PackageFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageFeed()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(_folder.File("work"));
        // Packages of its own too, so that tests neither see nor leave any.
        Configure($"""<add key="feed" value="{Source}" />""");
    }

    /// <summary>The part of this platform in the names of folders within packages.</summary>
    public static string Rid { get; } = RuntimeInformation.RuntimeIdentifier;

    /// <summary>A native library that exports <c>sqlite3_libversion_number</c>.</summary>
    public static string Native { get; } = Directory.EnumerateFiles(Repository.PathOf("artifacts", "kit"))
        .Single(file => Path.GetFileNameWithoutExtension(file) is "libe_sqlite3" or "e_sqlite3");

    public string Folder => _folder.Path;

    public string Source => _folder.File("feed");

    /// <summary>Where NuGet unpacks what it restores.</summary>
    public string Unpacked => _folder.File("unpacked");

    /// <summary>Writes the configuration of NuGet, with other sources than the feed.</summary>
    public void Configure(string sources) => File.WriteAllText(_folder.File("NuGet.config"), $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{Unpacked}" /></config>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
          <packageSources><clear />{sources}</packageSources>
        </configuration>
        """);

    /// <summary>Compiles a library that packages can hold.</summary>
    public string Library(string name, string code, string version = "1.0.0.0", params string[] references)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.File("work"), $"{name}-{version}-{Directory.GetDirectories(_folder.File("work")).Length}")).FullName;
        return Libraries.Write(folder, name, code, version, references);
    }

    /// <summary>Puts a package into the feed.</summary>
    /// <param name="name">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dependencies">The packages it needs, by id and version, in XML.</param>
    /// <param name="files">Its files: the path within the package, and the file there or the text.</param>
    public void Add(string name, string version, string dependencies, params (string Path, string Content)[] files) =>
        Add(Source, name, version, dependencies, files);

    public static void Add(string source, string name, string version, string dependencies, params (string Path, string Content)[] files)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(source, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(package, $"{name}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{name}</id><version>{version}</version><authors>test</authors><description>test</description>
                <dependencies><group targetFramework="net8.0">{dependencies}</group></dependencies>
              </metadata>
            </package>
            """);
        foreach ((string path, string content) in files)
        {
            if (File.Exists(content)) { package.CreateEntryFromFile(content, path); }
            else { Write(package, path, content); }
        }
    }

    /// <summary>A package of one class <c>NAME.Version</c> that says its version.</summary>
    public void AddVersioned(string name, string version)
    {
        string library = Library(name, $"public static class {name} {{ public static string Version() => \"{version}\"; }}", version + ".0");
        Add(name, version, "", ($"lib/net8.0/{name}.dll", library));
    }

    /// <summary>Runs a notebook that must succeed.</summary>
    public async Task<Notebook> RunAsync(params string[] code)
    {
        Notebook notebook = Notebooks.Of(code);
        RunFailure? failure = await Notebooks.RunAsync(notebook, Folder);
        Assert.True(failure is null, failure is null ? "" : string.Join('\n', failure.Error.Traceback));
        return notebook;
    }

    /// <summary>The last value of a notebook that must succeed, as text.</summary>
    public async Task<string?> ValueAsync(params string[] code) => Value((await RunAsync(code)).Cells[^1]);

    public async Task<CellError> ErrorAsync(params string[] code)
    {
        RunFailure? failure = await Notebooks.RunAsync(Notebooks.Of(code), Folder);
        Assert.NotNull(failure);
        return failure.Error;
    }

    public static string? Value(Cell cell) => Assert.IsType<DisplayOutput>(cell.Outputs[^1]).Data.Text(MimeTypeNames.Plain);

    public PackageGraph Graph(params PackageRequest[] requests) => new(requests, [], Folder, DotnetSdk.Find());

    public void Dispose() => _folder.Dispose();

    private static void Write(ZipArchive package, string path, string text)
    {
        using StreamWriter writer = new(package.CreateEntry(path).Open());
        writer.Write(text);
    }
}
