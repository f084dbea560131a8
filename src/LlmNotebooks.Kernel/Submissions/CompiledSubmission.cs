using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Submissions;

/// <summary>A cell compiled, ready to be loaded and run once.</summary>
/// <param name="Number">Its place in the session, from 1.</param>
/// <param name="Compilation">The compilation, which later cells build on.</param>
/// <param name="Tree">The cell's syntax.</param>
/// <param name="Code">The assembly; null for a cell without code.</param>
/// <param name="Symbols">Its portable PDB; null for a cell without code.</param>
/// <param name="Warnings">What the author should know, a line each.</param>
internal sealed record CompiledSubmission(
    int Number, CSharpCompilation Compilation, SyntaxTree Tree, byte[]? Code, byte[]? Symbols, IReadOnlyList<string> Warnings)
{
    /// <summary>The checks that were written into the cell; null when there are none.</summary>
    public StopChecks? Checks { get; init; }

    /// <summary>Loads the code and gives its entry, which takes the states of the submissions before.</summary>
    public Func<object?[], Task<object?>> Load(AssemblyLoadContext context)
    {
        if (Code is null || Symbols is null) { return _ => Task.FromResult<object?>(null); }
        IMethodSymbol entry = Compilation.GetEntryPoint(CancellationToken.None)
            ?? throw new InvalidOperationException("The compiler gave a submission without an entry.");

        using MemoryStream code = new(Code);
        using MemoryStream symbols = new(Symbols);
        Assembly assembly = context.LoadFromStream(code, symbols);
        MethodInfo method = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(entry.ContainingType.MetadataName, entry.MetadataName);
        return method.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    /// <summary>Whether the cell ends in an expression that has a value, written without a semicolon.</summary>
    public bool EndsInExpression() =>
        ((CompilationUnitSyntax)Tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last,
        }
        && Compilation.GetSemanticModel(Tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
}
