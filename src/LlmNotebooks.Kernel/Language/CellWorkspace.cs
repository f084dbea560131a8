using LlmNotebooks.Kernel.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Language;

/// <summary>The session's cells as Roslyn's language services want them: a chain of projects, the last being the cell in work.</summary>
/// <remarks>
/// It follows the session when asked, and only then; what it shows is immutable, so that requests neither wait for the
/// running cell nor for each other. Cells that declare nothing are left out, since no later cell sees them.
/// </remarks>
internal sealed class CellWorkspace(CSharpSession session) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TypedReferences _typed = new(session.Folder);
    private AdhocWorkspace? _workspace;
    private CellChain? _chain;
    private WithReferences? _withReferences;

    /// <summary>A cell's code in the place of the session's next cell.</summary>
    public async Task<Document> OpenAsync(string code, CancellationToken cancellationToken)
    {
        CellChain chain = await FollowAsync(cancellationToken);
        IReadOnlyList<MetadataReference> typed = _typed.Read(code, chain.AssemblyNames);
        Solution solution = typed.Count == 0 ? chain.Solution : Refer(chain, typed);
        return solution.WithDocumentText(chain.Cell, SourceText.From(code)).GetDocument(chain.Cell)!;
    }

    public void Dispose()
    {
        _workspace?.Dispose();
        _turn.Dispose();
    }

    private async Task<CellChain> FollowAsync(CancellationToken cancellationToken)
    {
        CSharpCompilation? latest = session.Chain.Latest;
        if (Volatile.Read(ref _chain) is { } current && current.Latest == latest) { return current; }
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _workspace ??= new AdhocWorkspace(LanguageParts.Host);
            CellChain chain = _chain ?? CellChain.Start(_workspace.CurrentSolution);
            foreach (CSharpCompilation cell in After(chain.Latest, latest)) { chain = await chain.AddAsync(cell, cancellationToken); }
            chain = await chain.WithNextCellAsync(session.Chain.Options, cancellationToken);
            Volatile.Write(ref _chain, chain);
            return chain;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The solution with references that the cell itself names; kept, since the next request most often has the same.</summary>
    private Solution Refer(CellChain chain, IReadOnlyList<MetadataReference> references)
    {
        if (Volatile.Read(ref _withReferences) is { } kept && kept.Chain == chain && kept.References.SequenceEqual(references))
        {
            return kept.Solution;
        }
        Solution solution = chain.Solution.AddMetadataReferences(chain.Cell.ProjectId, references);
        Volatile.Write(ref _withReferences, new WithReferences(chain, references, solution));
        return solution;
    }

    private static Stack<CSharpCompilation> After(CSharpCompilation? known, CSharpCompilation? latest)
    {
        Stack<CSharpCompilation> cells = [];
        for (CSharpCompilation? cell = latest; cell is not null && cell != known; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            cells.Push(cell);
        }
        return cells;
    }

    private sealed record WithReferences(CellChain Chain, IReadOnlyList<MetadataReference> References, Solution Solution);
}
