using System.Collections.Concurrent;
using System.Reflection;
using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Reads what the <c>#r</c> lines of a cell in work name, without the session taking it: the cell may never run so.</summary>
/// <param name="folder">What relative paths are relative to.</param>
internal sealed class TypedReferences(string folder)
{
    private const int MaxFiles = 500;

    private readonly ConcurrentDictionary<string, ReadFile> _files = new(StringComparer.Ordinal);

    /// <summary>The assemblies named and those that they need from their folders.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="known">The names of assemblies that cells before it have, which keep theirs.</param>
    public IReadOnlyList<MetadataReference> Read(string code, IReadOnlySet<string> known)
    {
        if (!code.Contains("#r", StringComparison.Ordinal)) { return []; }
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, SubmissionChain.ParseOptions).GetRoot();
        List<MetadataReference> references = [];
        HashSet<string> seen = new(known, StringComparer.OrdinalIgnoreCase);
        Queue<string> open = new(root.GetReferenceDirectives().Select(directive => FullPath(directive.File.ValueText)).OfType<string>());
        while (open.TryDequeue(out string? path))
        {
            if (!seen.Add(Path.GetFileNameWithoutExtension(path)) || ReadAssembly(path) is not { } file) { continue; }
            references.Add(file.Reference);
            references.AddRange(FrameworkReferences.NeededBy([path]).Where(needed => seen.Add(Path.GetFileNameWithoutExtension(needed))).Select(needed => FrameworkReferences.Find(needed)!));
            foreach (AssemblyName needed in file.Needs.Where(needed => !FrameworkAssemblies.Satisfies(needed)))
            {
                open.Enqueue(Path.Combine(Path.GetDirectoryName(path)!, needed.Name + ".dll"));
            }
        }
        return references;
    }

    private string? FullPath(string reference)
    {
        bool isPath = reference.Length > 0 && !reference.Contains('\0', StringComparison.Ordinal)
            && !reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) && FrameworkAssemblies.Find(reference) is null;
        return isPath ? Path.GetFullPath(reference, folder) : null;
    }

    private ReadFile? ReadAssembly(string path)
    {
        try
        {
            FileInfo info = new(path);
            if (!info.Exists) { return null; }
            if (_files.TryGetValue(path, out ReadFile? known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length) { return known; }
            if (AssemblyFile.Read(path) is not { } assembly) { return null; }
            if (_files.Count >= MaxFiles) { _files.Clear(); }
            ReadFile file = new(info.LastWriteTimeUtc, info.Length, MetadataReference.CreateFromFile(path), assembly.References);
            _files[path] = file;
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A build may be writing it: it is read when the cell is next completed, and reported when the cell runs.
            return null;
        }
    }

    private sealed record ReadFile(DateTime Written, long Length, PortableExecutableReference Reference, IReadOnlyList<AssemblyName> Needs);
}
