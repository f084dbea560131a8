using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Cells that together make one project, since no two of them declare the same name.</summary>
/// <param name="Id">The project.</param>
/// <param name="Previous">The project of the cells before; null for the first.</param>
/// <param name="Cell">The first of the cells, which brings the references.</param>
/// <param name="Root">The declarations of all of them.</param>
/// <param name="Names">The names that they declare.</param>
internal sealed record CellBatch(
    ProjectId Id, ProjectId? Previous, CSharpCompilation Cell, CompilationUnitSyntax Root, ImmutableHashSet<string> Names)
{
    /// <summary>Each cell makes the batch anew, so that it must not grow for ever.</summary>
    private const int MaxMembers = 200;

    public static CellBatch Of(CSharpCompilation cell, CompilationUnitSyntax root, ProjectId? previous) =>
        new(ProjectId.CreateNewId(), previous, cell, root, [.. NamesOf(cell)]);

    /// <summary>The names that a cell declares for those after it.</summary>
    public static IEnumerable<string> NamesOf(CSharpCompilation cell) =>
        cell.ScriptClass?.GetMembers().Where(member => !member.IsImplicitlyDeclared).Select(member => member.Name) ?? [];

    /// <summary>This batch with another that comes after it; null when they must stay apart.</summary>
    public CellBatch? With(CellBatch next)
    {
        bool canJoin = Previous is not null
            && IsPlain(Root) && IsPlain(next.Root) && next.Cell.ExternalReferences.IsEmpty
            && Root.Members.Count + next.Root.Members.Count <= MaxMembers
            && !Names.Overlaps(next.Names)
            // A using in the middle of a session must not change what the names before it mean.
            && next.Root.Usings.Count == 0;
        if (!canJoin) { return null; }
        CompilationUnitSyntax root = Root.WithMembers([.. Root.Members.Where(IsSeenLater), .. next.Root.Members.Where(IsSeenLater)]);
        return this with { Id = ProjectId.CreateNewId(), Root = root, Names = Names.Union(next.Names) };
    }

    private static bool IsPlain(CompilationUnitSyntax root) => !root.ContainsDirectives && root.Externs.Count == 0 && root.AttributeLists.Count == 0;

    /// <summary>Whether a member declares a name; a statement does only in a pattern, an <c>out</c> or a deconstruction.</summary>
    private static bool IsSeenLater(MemberDeclarationSyntax member) =>
        member is not GlobalStatementSyntax statement
        || statement.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax or LocalDeclarationStatementSyntax or LabeledStatementSyntax);
}
