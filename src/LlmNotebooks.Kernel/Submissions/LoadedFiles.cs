using System.Collections.Concurrent;
using LlmNotebooks.Kernel.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Submissions;

/// <summary>Reads the files that cells name by <c>#load</c>.</summary>
/// <param name="folder">The folder that a path in a cell is relative to.</param>
/// <param name="options">How the files are parsed.</param>
internal sealed class LoadedFiles(string folder, CSharpParseOptions options) : SourceFileResolver([], folder)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<PackageDirective>> _sources = new(StringComparer.Ordinal);

    /// <summary>The sources of packages that a file named when it was last read.</summary>
    public IReadOnlyList<PackageDirective> Sources(string path) => _sources.GetValueOrDefault(path, []);

    public override SourceText ReadText(string resolvedPath)
    {
        PackageSourceText source = PackageSourceText.Read(base.ReadText(resolvedPath), resolvedPath, options, CancellationToken.None);
        _sources[resolvedPath] = source.Sources;
        return source.Text;
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
