using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.References;

/// <summary>Reads which packages a cell asks for, has them found, and puts what goes wrong where it is written.</summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="packages">The packages of the session.</param>
internal sealed class CellPackages(string folder, SessionPackages packages)
{
    private const string Code = "nuget";

    /// <param name="trees">The cell and the files that it loads.</param>
    /// <param name="own">The cell among them.</param>
    /// <param name="sources">What <c>#i</c> names in all of them.</param>
    /// <param name="moved">What stands below the cell's code.</param>
    /// <param name="cell">The cell, for its errors.</param>
    /// <param name="cancellationToken">Ends a restore.</param>
    /// <exception cref="CellCompilationException">The packages cannot be had.</exception>
    public async Task<PackagesOfCell> PrepareAsync(
        IEnumerable<SyntaxTree> trees, SyntaxTree own, IReadOnlyList<PackageDirective> sources, MovedDirectives moved, CellCode cell, CancellationToken cancellationToken)
    {
        PackageDirective[] directives = [.. trees.SelectMany(tree => Directives(tree, tree == own)), .. moved.References.Where(reference => PackageRequest.IsPackage(reference.Reference))];
        List<CellProblem> problems = [];
        PackageRequest?[] requests = [.. directives.Select(directive => Try(directive, () => PackageRequest.Parse(directive.Reference), problems))];
        string?[] places = [.. sources.Select(source => Try(source, () => PackageSources.Resolve(source, folder), problems))];
        if (problems.Count > 0) { throw Failure(problems, cell); }
        try
        {
            return await packages.PrepareAsync([.. requests.OfType<PackageRequest>()], [.. places.OfType<string>()], cancellationToken);
        }
        catch (PackageException exception)
        {
            throw Failure([.. exception.Reasons.Select(reason => Problem(Culprit(reason, directives, requests), reason))], cell);
        }
    }

    /// <summary>Says that the cell prepared last has compiled.</summary>
    public void Accept() => packages.Accept();

    private static IEnumerable<PackageDirective> Directives(SyntaxTree tree, bool isOwn) =>
        ((CompilationUnitSyntax)tree.GetRoot()).GetReferenceDirectives()
            .Where(directive => PackageRequest.IsPackage(directive.File.ValueText))
            .Select(directive => PackageDirective.Of(directive.File.ValueText, directive.File.GetLocation(), isOwn ? null : tree.FilePath));

    private static T? Try<T>(PackageDirective directive, Func<T> read, List<CellProblem> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (PackageException exception)
        {
            problems.Add(Problem(directive, exception.Message));
            return null;
        }
    }

    /// <summary>The directive whose package a reason names; the first where it names one that another package needs.</summary>
    private static PackageDirective Culprit(string reason, PackageDirective[] directives, PackageRequest?[] requests)
    {
        int named = Array.FindIndex(requests, request => request is not null
            && reason.Split(' ', ',', '\'', ';').Any(word => word.TrimEnd('.').Equals(request.Name, StringComparison.OrdinalIgnoreCase)));
        return directives[Math.Max(named, 0)];
    }

    private static CellProblem Problem(PackageDirective directive, string message) =>
        new(directive.Position.Line + 1, directive.Position.Character + 1, Code, message, directive.File);

    private static CellCompilationException Failure(IReadOnlyList<CellProblem> problems, CellCode cell) =>
        new(CompilationReport.Create(problems, cell));
}
