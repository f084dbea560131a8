using LlmNotebooks.ScriptHosts;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

// Runs the script named by the first argument. Scripts format values with Format(value, mimeType).
string path = args[0];
ScriptOptions options = ScriptOptions.Default
    .WithFilePath(path)
    .WithImports("System", "System.Collections.Generic", "System.Linq");
await CSharpScript.RunAsync(await File.ReadAllTextAsync(path), options, new Display());
