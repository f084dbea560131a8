using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LlmNotebooks.Kernel.Assemblies;

/// <summary>What the metadata of an assembly's file says.</summary>
/// <param name="Name">Its identity.</param>
/// <param name="References">The assemblies it needs.</param>
/// <param name="Mvid">The id of this very build of it.</param>
internal sealed record AssemblyFile(AssemblyName Name, IReadOnlyList<AssemblyName> References, Guid Mvid)
{
    /// <summary>Reads a file; null when it is not a .NET assembly.</summary>
    public static AssemblyFile? Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using PEReader image = new(stream);
            if (!image.HasMetadata) { return null; }
            MetadataReader metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly) { return null; }
            return new AssemblyFile(
                metadata.GetAssemblyDefinition().GetAssemblyName(),
                [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())],
                metadata.GetGuid(metadata.GetModuleDefinition().Mvid));
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
