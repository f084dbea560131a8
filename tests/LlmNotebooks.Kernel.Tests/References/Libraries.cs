using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LlmNotebooks.Kernel.Tests.References;

/// <summary>Compiles small libraries for cells to refer to.</summary>
internal static class Libraries
{
    /// <summary>Writes NAME.dll into a folder.</summary>
    /// <returns>The path of the library.</returns>
    public static string Write(string folder, string name, string code, string version = "1.0.0.0", params string[] references)
    {
        string path = Path.Combine(folder, name + ".dll");
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]\n{code}")],
            [.. new[] { Path.Combine(runtime, "System.Private.CoreLib.dll"), Path.Combine(runtime, "System.Runtime.dll") }
                .Concat(references).Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        EmitResult emitted = compilation.Emit(path);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return path;
    }
}
