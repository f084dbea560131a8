using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Compiles each cell as a script submission that sees the declarations, usings and references of those before.</summary>
/// <remarks>
/// The compiler's own submissions are used, and loaded by this kernel: the loader of Roslyn's scripting package would put
/// every folder's assemblies into a load context of its own, and split what they share.
/// </remarks>
internal sealed class SubmissionChain
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading",
        "System.Threading.Tasks", "LlmNotebooks.Kernel.Display.NotebookFunctions",
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly ReferenceResolver _resolver;
    private readonly CSharpCompilationOptions _options;
    private CSharpCompilation? _previous;
    private int _count;

    public SubmissionChain(string folder, CellAssemblies assemblies)
    {
        _resolver = new ReferenceResolver(folder, assemblies);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: Usings,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            sourceReferenceResolver: new SourceFileResolver([], folder),
            metadataReferenceResolver: _resolver,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
            nullableContextOptions: NullableContextOptions.Annotations);
    }

    /// <exception cref="CellCompilationException">The cell is not correct C#.</exception>
    public CompiledSubmission Compile(CellCode cell, CancellationToken cancellationToken)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(cell.Text, ParseOptions, cell.Name, Encoding.UTF8, cancellationToken);
        Magic.Check(tree.GetRoot(cancellationToken), cell);

        int number = _count + 1;
        CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
            $"cell#{number}",
            tree,
            _previous is null ? ReferenceResolver.InitialReferences : null,
            _options.WithScriptClassName($"Submission#{number}"),
            _previous,
            typeof(object));
        // With the cell's own tree come those of the files that it loads.
        compilation = compilation.AddReferences(_resolver.Prepare(compilation.SyntaxTrees, tree, cell));

        if (compilation.SyntaxTrees.All(part => ((CompilationUnitSyntax)part.GetRoot(cancellationToken)).Members.Count == 0))
        {
            return WithoutCode(compilation, tree, cell, cancellationToken);
        }

        using MemoryStream code = new();
        using MemoryStream symbols = new();
        EmitResult emitted = compilation.Emit(
            code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellationToken);
        if (!emitted.Success) { throw new CellCompilationException(CompilationReport.Create(emitted.Diagnostics, cell)); }
        return Accept(compilation, tree, code.ToArray(), symbols.ToArray());
    }

    /// <summary>A cell of directives, usings and comments alone, of which the compiler makes no assembly.</summary>
    private CompiledSubmission WithoutCode(
        CSharpCompilation compilation, SyntaxTree tree, CellCode cell, CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> diagnostics = compilation.GetDiagnostics(cancellationToken);
        if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new CellCompilationException(CompilationReport.Create(diagnostics, cell));
        }
        return Accept(compilation, tree, null, null);
    }

    private CompiledSubmission Accept(CSharpCompilation compilation, SyntaxTree tree, byte[]? code, byte[]? symbols)
    {
        _previous = compilation;
        _count++;
        return new CompiledSubmission(_count, compilation, tree, code, symbols, _resolver.Accept());
    }
}
