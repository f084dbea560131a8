using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.Tests.Packages;

public sealed class PackageRestorerTests
{
    private static readonly PackageRequest Kept = new("Kept", "1.0.0");

    [Fact]
    public async Task Settings_of_the_folders_around_the_cache_do_not_reach_the_build()
    {
        using PackageFeed feed = new();
        using TemporaryFolder around = new();
        feed.AddVersioned("Kept", "1.0.0");
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Build.rsp" })
        {
            await File.WriteAllTextAsync(around.File(name), "this breaks every build", Cancel);
        }
        await File.WriteAllTextAsync(around.File("global.json"), """{ "sdk": { "version": "1.0.0", "rollForward": "disable" } }""", Cancel);
        PackageRestorer restorer = new(new PackageCache(around.File("cache")));

        PackageSet set = await restorer.RestoreAsync(feed.Graph(Kept), Cancel);

        Assert.Equal(["Kept.dll"], set.Assemblies.Select(assembly => assembly.File));
        Assert.Equal([Path.Combine("lib", "Kept.dll")], set.References);
    }

    [Fact]
    public async Task Several_kernels_at_once_get_the_same_whole_entry_and_leave_no_work_behind()
    {
        using PackageFeed feed = new();
        using TemporaryFolder root = new();
        feed.AddVersioned("Kept", "1.0.0");
        PackageRequest floating = new("Kept", "1.*");

        PackageSet[] sets = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            new PackageRestorer(new PackageCache(root.Path)).RestoreAsync(feed.Graph(i < 4 ? Kept : floating), Cancel)));

        Assert.Equal(2, sets.Select(set => set.Folder).Distinct().Count());
        Assert.All(sets, set => Assert.True(File.Exists(Path.Combine(set.LibraryFolder, "Kept.dll"))));
        Assert.Empty(Directory.EnumerateDirectories(root.Path, "*.part"));
    }

    [Fact]
    public async Task An_entry_that_is_not_whole_is_never_used()
    {
        using PackageFeed feed = new();
        using TemporaryFolder root = new();
        feed.AddVersioned("Kept", "1.0.0");
        PackageRestorer restorer = new(new PackageCache(root.Path));
        PackageGraph graph = feed.Graph(Kept);
        // What a kernel leaves that is killed in the midst of a restore.
        string part = Directory.CreateDirectory(root.File(graph.Key() + ".part")).FullName;
        await File.WriteAllTextAsync(Path.Combine(part, "packages.json"), "{", Cancel);
        Assert.Null(restorer.FindRestored(graph));
        PackageSet set = await restorer.RestoreAsync(graph, Cancel);
        Assert.NotNull(restorer.FindRestored(graph));

        File.Delete(Path.Combine(set.LibraryFolder, "Kept.dll"));

        Assert.Null(restorer.FindRestored(graph));
        Assert.True(File.Exists(Path.Combine((await restorer.RestoreAsync(graph, Cancel)).LibraryFolder, "Kept.dll")));
    }

    [Fact]
    public void What_decides_the_files_decides_the_entry()
    {
        using PackageFeed feed = new();
        PackageGraph graph = feed.Graph(Kept);
        string key = graph.Key();

        Assert.Equal(key, feed.Graph(new PackageRequest("KEPT", "1.0.0")).Key());
        Assert.NotEqual(key, feed.Graph(new PackageRequest("Kept", "1.0.1")).Key());
        Assert.NotEqual(key, feed.Graph(Kept, new PackageRequest("More", "1.0.0")).Key());
        Assert.NotEqual(key, (graph with { Sources = ["/feed"] }).Key());
        Assert.NotEqual(key, (graph with { Sdk = graph.Sdk with { Version = "99.0.100" } }).Key());
        feed.Configure("");
        Assert.NotEqual(key, graph.Key());
    }

    [Fact(Timeout = 900_000)]
    public async Task A_cancelled_restore_is_killed_with_all_that_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The package's target runs a shell.");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using PackageFeed feed = new();
        using TemporaryFolder root = new();
        string started = Path.Combine(feed.Folder, "started");
        feed.Add(
            "Slow", "1.0.0", "", ("lib/net8.0/Slow.dll", feed.Library("Slow", "public class Slow { }")),
            ("build/Slow.targets", $"""<Project><Target Name="Sleep" BeforeTargets="Build"><Exec Command="echo $$ &gt; {started}.part; mv {started}.part {started}; exec sleep 1000" /></Target></Project>"""));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        Task<PackageSet> restore = new PackageRestorer(new PackageCache(root.Path)).RestoreAsync(feed.Graph(new PackageRequest("Slow", "1.0.0")), stop.Token);
        while (!File.Exists(started) && !restore.IsCompleted) { await Task.Delay(20, cancel); }
        Assert.False(restore.IsCompleted);
        int sleeper = int.Parse(await File.ReadAllTextAsync(started, cancel), System.Globalization.CultureInfo.InvariantCulture);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restore);
        while (IsRunning(sleeper)) { await Task.Delay(20, cancel); }
        Assert.Empty(Directory.EnumerateDirectories(root.Path));
    }

    [Fact]
    public void Where_there_is_only_a_runtime_the_error_says_so()
    {
        using TemporaryFolder root = new();

        PackageException error = Assert.Throws<PackageException>(() => DotnetSdk.Find(root.Path));

        Assert.Contains($"there is only a runtime in {root.Path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_SDK_is_taken_and_a_release_before_its_previews()
    {
        using TemporaryFolder root = new();
        File.WriteAllText(root.File(OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), "");
        int major = Environment.Version.Major;
        foreach (string name in new[] { "9.0.300", $"{major}.0.100", $"{major}.0.200-rc.1", $"{major}.0.200", "NuGetFallbackFolder" })
        {
            Directory.CreateDirectory(root.File($"sdk/{name}"));
            File.WriteAllText(root.File($"sdk/{name}/MSBuild.dll"), "");
        }

        Assert.Equal($"{major}.0.200", DotnetSdk.Find(root.Path).Version);
    }

    private static bool IsRunning(int id) =>
        System.Diagnostics.Process.GetProcesses().Any(process => process.Id == id && !process.HasExited);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
