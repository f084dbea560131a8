using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Projects of the cells that later ones can see, each referring to the one before; immutable.</summary>
/// <remarks>
/// Cells whose names do not clash share a project: Roslyn looks through every project of the chain, several times, for each
/// completion of a bare name, so that a thousand of them would take seconds.
/// </remarks>
internal sealed class CellChain
{
    private readonly CellBatch? _last;
    private readonly DocumentId? _cell;

    private CellChain(CSharpCompilation? latest, Solution solution, CellBatch? last, DocumentId? cell, IReadOnlySet<string> assemblyNames)
    {
        (Latest, Solution, _last, _cell, AssemblyNames) = (latest, solution, last, cell, assemblyNames);
    }

    /// <summary>The last of the session's cells in it; null before the first.</summary>
    public CSharpCompilation? Latest { get; }

    public Solution Solution { get; }

    /// <summary>The names of the assemblies that the cells refer to beyond the framework.</summary>
    public IReadOnlySet<string> AssemblyNames { get; }

    /// <summary>The document of the cell in work.</summary>
    public DocumentId Cell => _cell ?? throw new InvalidOperationException("The chain has no cell in work yet.");

    public static CellChain Start(Solution solution) => new(null, solution, null, null, new HashSet<string>());

    /// <summary>The chain with a cell that the session has compiled.</summary>
    public async Task<CellChain> AddAsync(CSharpCompilation cell, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)await cell.SyntaxTrees[^1].GetRootAsync(cancellationToken);
        if (_last is not null && !IsSeenLater(cell, root)) { return new CellChain(cell, Solution, _last, _cell, AssemblyNames); }

        Solution solution = _cell is null ? Solution : Solution.RemoveProject(_cell.ProjectId);
        CellBatch batch = CellBatch.Of(cell, root, _last?.Id);
        if (_last?.With(batch) is { } larger)
        {
            solution = solution.RemoveProject(_last.Id);
            batch = larger;
        }
        solution = solution
            .AddProject(Project(batch.Id, batch.Cell.AssemblyName!, batch.Previous, batch.Cell.Options, batch.Cell.References))
            .AddDocument(DocumentId.CreateNewId(batch.Id), "cell", batch.Root);
        // One after the other: a long chain built at once would recurse as deep.
        await solution.GetProject(batch.Id)!.GetCompilationAsync(cancellationToken);
        IEnumerable<string> names = cell.References.OfType<PortableExecutableReference>()
            .Where(reference => !ReferenceResolver.InitialReferences.Contains(reference))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.FilePath)).OfType<string>();
        return new CellChain(cell, solution, batch, null, AssemblyNames.Concat(names).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The chain with an empty cell at its end, for code in work to take the place of.</summary>
    public async Task<CellChain> WithNextCellAsync(CSharpCompilationOptions options, CancellationToken cancellationToken)
    {
        if (_cell is not null) { return this; }
        var id = ProjectId.CreateNewId();
        var cell = DocumentId.CreateNewId(id);
        Solution solution = Solution
            .AddProject(Project(id, "cell", _last?.Id, options, _last is null ? ReferenceResolver.InitialReferences : []))
            .AddDocument(cell, "cell", SourceText.From(""));
        await solution.GetProject(id)!.GetCompilationAsync(cancellationToken);
        return new CellChain(Latest, solution, _last, cell, AssemblyNames);
    }

    private static ProjectInfo Project(
        ProjectId id, string name, ProjectId? previous, CSharpCompilationOptions options, IEnumerable<MetadataReference> references) =>
        ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp,
            // What directives name is among the references; the session's resolver would take more into the session.
            compilationOptions: options.WithMetadataReferenceResolver(null),
            parseOptions: SubmissionChain.ParseOptions,
            projectReferences: previous is null ? [] : [new ProjectReference(previous)],
            metadataReferences: references,
            isSubmission: true,
            hostObjectType: typeof(object));

    private static bool IsSeenLater(CSharpCompilation cell, CompilationUnitSyntax root) =>
        root.Usings.Count > 0 || root.ContainsDirectives || cell.ExternalReferences.Length > 0 || CellBatch.NamesOf(cell).Any();
}
