using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace LlmNotebooks.Charts;

/// <summary>Keeps FSharp.Core one assembly when a script host loads this library with <c>#r</c>.</summary>
/// <remarks>
/// Script hosts load referenced files into contexts of their own and let the default context look for the rest, where
/// Plotly.NET's FSharp.Core would not be found, or be found twice. The default context is given one answer: the host's
/// own copy if its trusted assemblies have one, else the copy beside this library.
/// </remarks>
internal static class FSharpCoreResolver
{
    private const string AssemblyName = "FSharp.Core";

#pragma warning disable CA2255 // A library loaded by #r has no other place to run before its first chart.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Install() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        string.Equals(name.Name, AssemblyName, StringComparison.Ordinal) && Find() is { } path
            ? context.LoadFromAssemblyPath(path)
            : null;

    private static string? Find()
    {
        string file = AssemblyName + ".dll";
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        string? host = trusted.Split(Path.PathSeparator).FirstOrDefault(p => string.Equals(Path.GetFileName(p), file, StringComparison.OrdinalIgnoreCase));
        string besideLibrary = Path.Combine(Path.GetDirectoryName(typeof(FSharpCoreResolver).Assembly.Location) ?? "", file);
        return host ?? (File.Exists(besideLibrary) ? besideLibrary : null);
    }
}
