using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace LlmNotebooks.ScriptHosts;

/// <summary>Runs a script file, which formats values with Format(value, mimeType).</summary>
internal static class Script
{
    public static async Task RunAsync(string path)
    {
        ScriptOptions options = ScriptOptions.Default
            .WithFilePath(path)
            .WithImports("System", "System.Collections.Generic", "System.Linq");
        await CSharpScript.RunAsync(await File.ReadAllTextAsync(path), options, new Display());
    }
}
