using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.Display;

namespace LlmNotebooks.Kernel.References;

/// <summary>The one load context of a session: its submissions and everything that they refer to.</summary>
/// <remarks>
/// An assembly that the runtime has, at least as new, is the runtime's; every other comes from the <c>#r</c> folders, so
/// that what the kernel itself was built with does not stand in the way.
/// </remarks>
internal sealed class CellLoadContext(CellAssemblies assemblies) : AssemblyLoadContext("cells")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || assemblyName.Name == typeof(CellLoadContext).Assembly.GetName().Name)
        {
            return null;
        }
        if (name.StartsWith("cell#", StringComparison.Ordinal))
        {
            return Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name);
        }
        if (!string.IsNullOrEmpty(assemblyName.CultureName))
        {
            return assemblies.FindSatellite(name, assemblyName.CultureName) is { } satellite
                ? LoadFromAssemblyPath(satellite)
                : null;
        }
        if (FrameworkAssemblies.Satisfies(assemblyName)) { return null; }
        if (assemblies.Find(name) is not { } file) { return null; }
        Assembly loaded = LoadFromAssemblyPath(file);
        InteractiveFormatting.Attach(this, loaded);
        return loaded;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        assemblies.FindNative(unmanagedDllName) is { } path ? NativeLibrary.Load(path) : 0;
}
