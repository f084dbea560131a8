using System.Reflection;
using LlmNotebooks.Charts;
using LlmNotebooks.Tables;
using LlmNotebooks.Testing;

namespace LlmNotebooks.ScriptHost.Tests;

public sealed class ScriptHostTests
{
    // The last only because the script names a type of it itself.
    private static readonly string[] References = ["LlmNotebooks.dll", "Plotly.NET.CSharp.dll"];

    [Theory]
    [InlineData("PlainScriptHost")]
    [InlineData("InteractiveScriptHost")]
    public async Task Everything_that_gives_a_frame_or_a_figure_is_shown_and_a_run_is_stored(string host)
    {
        using TemporaryFolder folder = new();
        string script = folder.File("everything.csx");
        await File.WriteAllTextAsync(
            script,
            string.Concat(References.Select(file => $"#r \"{Repository.PathOf("artifacts", "kit", file)}\"\n"))
                + await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "everything.csx"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        Finished ran = await Processes.RunAsync("dotnet", folder.Path, ["exec", Hosts.PathOf(host), script], new Dictionary<string, string> { ["REPOSITORY"] = Repository.Root });

        Assert.True(ran.ExitCode == 0, ran.ToString());
        string[] lines = ran.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal("stored\tCompleted\t96", lines[0]);
        Assert.Equal(["bleu\t100", "traces\t1"], lines[^2..]);
        string[] expected =
        [
            .. Makers<Frame>().SelectMany(maker => new[] { $"{maker}\ttext/html\ta table", $"{maker}\ttext/plain\tlines of text" }),
            .. Makers<Figure>().SelectMany(maker => new[] { $"{maker}\ttext/html\ta figure", $"{maker}\tapplication/vnd.plotly.v1+json\tplotly json" }),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines[1..^2].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_host_that_stands_for_the_archived_kernel_carries_what_that_one_carries()
    {
        string folder = Path.GetDirectoryName(Hosts.PathOf("InteractiveScriptHost"))!;

        // The file version is the package's; the assembly version of FSharp.Core is 10.0.0.0 and 10.1.0.0 respectively.
        Assert.Equal(new Version(10, 0, 0, 0), AssemblyName.GetAssemblyName(Path.Combine(folder, "FSharp.Core.dll")).Version);
        Assert.Equal(new Version(10, 1, 0, 0), AssemblyName.GetAssemblyName(Repository.PathOf("artifacts", "kit", "FSharp.Core.dll")).Version);
        Assert.True(File.Exists(Path.Combine(folder, "Microsoft.DotNet.Interactive.Formatting.dll")));
        Assert.Contains("Microsoft.AspNetCore.App", File.ReadAllText(Path.Combine(folder, "InteractiveScriptHost.runtimeconfig.json")), StringComparison.Ordinal);
    }

    /// <summary>Everything public of the library that gives a <typeparamref name="T"/>, with its first parameter.</summary>
    private static IEnumerable<string> Makers<T>()
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<string> methods = typeof(T).Assembly.ExportedTypes
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.ReturnType == typeof(T))
            .Select(method => $"{Name(method.DeclaringType!)}.{method.Name}({First(method)})");
        return methods.Concat(typeof(T).GetConstructors().Select(constructor => $"{typeof(T).Name}({First(constructor)})"));
    }

    private static string First(MethodBase method) => method.GetParameters() is [{ } first, ..] ? Name(first.ParameterType) : "";

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
