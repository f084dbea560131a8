using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;
using LlmNotebooks.Kernel.Tests.Packages;

namespace LlmNotebooks.Kernel.Tests.References;

/// <summary>A library that is built again while a session holds it, as a person does who works on both.</summary>
public sealed class RebuildTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_keeps_what_it_has_and_the_next_one_sees_the_new_build(bool isCleaned)
    {
        using TemporaryFolder folder = new();
        string kit = folder.File("kit");
        const string Use = "Kit.Version() + Kit.Native()";
        Build(kit, 1);
        using CSharpSession first = new(folder.Path);
        Assert.Equal("1 True", await ValueAsync(first, "#r \"kit/Kit.dll\"\n" + Use));

        if (isCleaned) { Directory.Delete(kit, recursive: true); }
        Build(kit, 2);

        // The assembly that it needs was not loaded before the new build.
        Assert.Equal("1 True, needs 1", await ValueAsync(first, Use + " + Kit.Needs()"));
        using CSharpSession second = new(folder.Path);
        Assert.Equal("2 True, needs 2", await ValueAsync(second, "#r \"kit/Kit.dll\"\n" + Use + " + Kit.Needs()"));
    }

    private static void Build(string kit, int version)
    {
        Directory.CreateDirectory(kit);
        string needed = Libraries.Write(kit, "Needed", $"public static class Needed {{ public static int Version() => {version}; }}");
        Libraries.Write(kit, "Kit", $$"""
            public static class Kit
            {
                [System.Runtime.InteropServices.DllImport("kitprobe")] static extern int sqlite3_libversion_number();
                public static string Version() => "{{version}} ";
                public static bool Native() => sqlite3_libversion_number() > 3000000;
                public static string Needs() => ", needs " + Needed.Version().ToString();
            }
            """, references: needed);
        File.WriteAllText(Path.Combine(kit, "Kit.pdb"), $"symbols {version}");
        File.Copy(PackageFeed.Native, Path.Combine(kit, "libkitprobe" + Path.GetExtension(PackageFeed.Native)), overwrite: true);
    }

    private static async Task<string?> ValueAsync(CSharpSession session, string code)
    {
        OutputRecorder recorder = new(1, new DisplayRegistry());
        CellError? error = await session.RunAsync(new CellCode("cell", code), recorder, TestContext.Current.CancellationToken);
        Assert.True(error is null, error is null ? "" : string.Join('\n', error.Traceback));
        return Assert.IsType<DisplayOutput>(Assert.Single(recorder.Outputs())).Data.Text(MimeTypeNames.Plain);
    }
}
