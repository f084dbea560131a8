using System.Collections.Concurrent;
using System.Collections.Immutable;
using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.References;

/// <summary>Finds what <c>#r</c> names, and what that needs, for the compiler.</summary>
internal sealed class ReferenceResolver(string folder, CellAssemblies assemblies) : MetadataReferenceResolver
{
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _accepted = [];
    private readonly ConcurrentDictionary<string, PortableExecutableReference> _references = [];
    private IReadOnlyList<string> _prepared = [];

    /// <summary>The framework, and the functions that cells call; read once for all sessions.</summary>
    public static ImmutableArray<MetadataReference> InitialReferences { get; } =
    [
        .. FrameworkReferences.Initial,
        MetadataReference.CreateFromFile(typeof(ReferenceResolver).Assembly.Location),
    ];

    public override bool ResolveMissingAssemblies => true;

    /// <summary>Takes what a cell's directives name and all that it needs, so that the cell can name those types too.</summary>
    /// <param name="trees">The cell and the files that it loads.</param>
    /// <param name="own">The cell among them.</param>
    /// <param name="packages">The packages that the cell brings.</param>
    /// <param name="moved">What stands below the cell's code.</param>
    /// <param name="cell">The cell, for its errors.</param>
    /// <returns>References that no earlier cell had; the compiler itself takes only one for a directive.</returns>
    /// <exception cref="CellCompilationException">A reference names nothing that can be loaded.</exception>
    public IReadOnlyList<MetadataReference> Prepare(IEnumerable<SyntaxTree> trees, SyntaxTree own, PackagesOfCell packages, MovedDirectives moved, CellCode cell)
    {
        List<CellProblem> problems = [];
        List<string> files = [];
        foreach (SyntaxTree tree in trees)
        {
            foreach (ReferenceDirectiveTriviaSyntax directive in ((CompilationUnitSyntax)tree.GetRoot()).GetReferenceDirectives())
            {
                Take(PackageDirective.Of(directive.File.ValueText, directive.File.GetLocation(), tree == own ? null : tree.FilePath), tree.FilePath);
            }
        }
        foreach (PackageDirective directive in moved.References) { Take(directive, own.FilePath); }
        if (problems.Count > 0) { throw new CellCompilationException(CompilationReport.Create(problems, cell)); }

        _warnings.Clear();
        _warnings.AddRange(packages.Warnings);
        // The compiler itself takes those of the framework, save where it does not see the directive.
        IEnumerable<string> framework = moved.References.Select(directive => FrameworkAssemblies.Find(directive.Reference)).OfType<string>();
        string[] brought = [.. packages.Paths.Concat(framework).Concat(files.SelectMany(Add)).Distinct().Where(copy => !_accepted.Contains(copy))];
        _prepared = [.. brought, .. FrameworkReferences.NeededBy(brought).Where(path => !_accepted.Contains(path))];
        return [.. _prepared.Select(Reference)];

        void Take(PackageDirective directive, string from)
        {
            string reference = directive.Reference;
            if (FrameworkAssemblies.Find(reference) is not null || PackageRequest.IsPackage(reference)) { return; }
            string file = Resolve(reference, from);
            if (Problem(reference, file) is { } message) { problems.Add(new CellProblem(directive.Position.Line + 1, directive.Position.Character + 1, "CS0006", message, directive.File)); }
            else { files.Add(file); }
        }
    }

    /// <summary>Whether cells refer to an assembly, the one prepared last among them.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => _accepted.Concat(_prepared).Any(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Says that the cell prepared last has compiled: the cells after it have its references.</summary>
    /// <returns>What the cell's author should know about them.</returns>
    public IReadOnlyList<string> Accept()
    {
        _accepted.UnionWith(_prepared);
        return [.. _warnings];
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (FrameworkAssemblies.Find(reference) is { } path) { return [Reference(path)]; }
        // A package may come to any number of assemblies, which the cell gets besides; the compiler wants one for its directive.
        if (PackageRequest.IsPackage(reference)) { return [Reference(FrameworkAssemblies.Find("System.Runtime")!)]; }
        string file = Resolve(reference, baseFilePath);
        return File.Exists(file) ? [Reference(Add(file)[0])] : [];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        assemblies.Find(referenceIdentity.Name) is { } path ? Reference(path) : null;

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private IReadOnlyList<string> Add(string file)
    {
        AddedAssemblies added = assemblies.Add(file);
        _warnings.AddRange(added.Warnings.Except(_warnings));
        return added.Paths;
    }

    private PortableExecutableReference Reference(string path) =>
        FrameworkReferences.Find(path) ?? _references.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));

    /// <summary>The full path of a file named in a cell, relative to the session's folder, or in a file that a cell brought in, relative to that if it is there.</summary>
    private string Resolve(string reference, string? from)
    {
        string file = Path.GetFullPath(reference, folder);
        return Path.IsPathRooted(from) && Path.GetFullPath(reference, Path.GetDirectoryName(from)!) is var beside && (File.Exists(beside) || !File.Exists(file)) ? beside : file;
    }

    private static string? Problem(string reference, string file)
    {
        if (!File.Exists(file)) { return $"'{reference}' is not there: no file {file}"; }
        return AssemblyFile.Read(file) is null ? $"'{reference}' is not a .NET assembly: {file}" : null;
    }
}
