using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace LlmNotebooks.ScriptHosts;

/// <summary>Runs a notebook's code cells one after the other, as the kernel of .NET Interactive does: each a submission of one script.</summary>
internal static class Notebook
{
    /// <summary>Runs the cells in the notebook's folder and writes each output as a line of JSON: the cell, and its forms by MIME type.</summary>
    public static async Task RunAsync(string path, string outputs)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.SetCurrentDirectory(folder);
        ScriptOptions options = ScriptOptions.Default
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithReferences(Framework())
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq");

        await using StreamWriter writer = new(outputs);
        Cell cell = new((number, data) => writer.WriteLine(JsonSerializer.Serialize(new { cell = number, data })));
        ScriptState<object>? state = null;
        foreach (string code in Code(await File.ReadAllTextAsync(path)))
        {
            cell.Number++;
            state = state is null ? await CSharpScript.RunAsync<object>(code, options, cell) : await state.ContinueWithAsync<object>(code);
            if (state.ReturnValue is { } value) { cell.display(value); }
        }
    }

    /// <summary>All of the runtime and of ASP.NET, whose assemblies are among the host's own.</summary>
    private static IEnumerable<Assembly> Framework() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!.EndsWith(".App", StringComparison.Ordinal))
            .Select(file => Assembly.Load(AssemblyName.GetAssemblyName(file)));

    private static List<string> Code(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
            .Select(cell => string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString())))];
    }
}
