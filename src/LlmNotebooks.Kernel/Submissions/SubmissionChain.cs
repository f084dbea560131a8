using System.Collections.Immutable;
using System.Text;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Submissions;

/// <summary>Compiles each cell as a script submission that sees the declarations, usings and references of those before.</summary>
/// <remarks>
/// The compiler's own submissions are used, and loaded by this kernel: the loader of Roslyn's scripting package would put
/// every folder's assemblies into a load context of its own, and split what they share.
/// </remarks>
internal sealed class SubmissionChain
{
    /// <summary>The first to bind the framework, held for good: the compiler then gives its symbols to every chain.</summary>
    /// <remarks>
    /// Two chains that bind it at the same time would each make symbols of it, and their later cells could take those of the
    /// other, so that one cell sees every function twice.
    /// </remarks>
    private static readonly Lazy<INamespaceSymbol> Framework = new(() =>
        CSharpCompilation.CreateScriptCompilation("framework", references: ReferenceResolver.InitialReferences).GlobalNamespace);

    // With the probes, a recursion without end is an exception, which would else take the whole process with it.
    private static readonly EmitOptions Emission = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb)
        .WithInstrumentationKinds([InstrumentationKind.StackOverflowProbing]);

    private readonly ReferenceResolver _resolver;
    private readonly LoadedFiles _files;
    private readonly CellPackages _packages;
    private readonly CSharpCompilationOptions _options;
    private readonly CSharpCompilationOptions _withFormatting;
    private volatile CSharpCompilation? _previous;
    private int _count;

    public SubmissionChain(string folder, CellAssemblies assemblies, SessionPackages packages)
    {
        _ = Framework.Value;
        _resolver = new ReferenceResolver(folder, assemblies);
        _files = new LoadedFiles(folder, ParseOptions);
        _packages = new CellPackages(folder, packages);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: Usings,
            optimizationLevel: OptimizationLevel.Release,
            // A cell is too small for several threads to gain what they cost.
            concurrentBuild: false,
            allowUnsafe: true,
            sourceReferenceResolver: _files,
            metadataReferenceResolver: _resolver,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
            nullableContextOptions: NullableContextOptions.Annotations);
        // Notebooks that were written for .NET Interactive name Formatter and PocketView without a using.
        _withFormatting = _options.WithUsings(Usings.Append(InteractiveFormatting.AssemblyName));
    }

    /// <summary>The namespaces and types that every cell uses.</summary>
    public static IReadOnlyList<string> Usings { get; } =
    [
        // Those of .NET Interactive, and some that its users add in every notebook. What a cell itself uses goes before them.
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading",
        "System.Threading.Tasks", typeof(NotebookFunctions).FullName!, typeof(DisplayExtensions).FullName!, typeof(Microsoft.DotNet.Interactive.Kernel).Namespace!,
    ];

    /// <summary>How every cell is parsed: in the language of the SDK for this .NET, of which the compiler's latest is ahead.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    /// <summary>How every cell is compiled.</summary>
    public CSharpCompilationOptions Options => _resolver.Has(InteractiveFormatting.AssemblyName) ? _withFormatting : _options;

    /// <summary>The last cell that compiled, with those before it; safe to read while a cell is compiled or runs.</summary>
    public CSharpCompilation? Latest => _previous;

    /// <summary>Binds the framework before a chain of cells is made elsewhere.</summary>
    public static void BindFramework() => _ = Framework.Value;

    /// <param name="cell">The code, without lines that only this kernel knows.</param>
    /// <param name="moved">Directives from below code, which are had before it.</param>
    /// <param name="cancellationToken">A request to stop.</param>
    /// <exception cref="CellCompilationException">The cell is not correct C#, or names what cannot be had.</exception>
    public async Task<CompiledSubmission> CompileAsync(CellCode cell, MovedDirectives moved, CancellationToken cancellationToken)
    {
        PackageSourceText source = PackageSourceText.Read(
            SourceText.From(cell.Text, Encoding.UTF8), null, ParseOptions, cancellationToken);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source.Text, ParseOptions, cell.Path, cancellationToken);

        int number = _count + 1;
        CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
            $"cell#{number}",
            tree,
            _previous is null ? ReferenceResolver.InitialReferences : null,
            _options.WithScriptClassName($"Submission#{number}"),
            _previous,
            typeof(object));
        // With the cell's own tree come those of the files that it loads.
        PackageDirective[] sources = [.. source.Sources, .. moved.Sources, .. compilation.SyntaxTrees.SelectMany(part => _files.Sources(part.FilePath))];
        PackagesOfCell packages = await _packages.PrepareAsync(compilation.SyntaxTrees, tree, sources, moved, cell, cancellationToken);
        compilation = compilation.AddReferences(_resolver.Prepare(compilation.SyntaxTrees, tree, packages, moved, cell));
        if (!ReferenceEquals(Options, _options)) { compilation = compilation.WithOptions(Options.WithScriptClassName($"Submission#{number}")); }

        if (compilation.SyntaxTrees.All(part => ((CompilationUnitSyntax)part.GetRoot(cancellationToken)).Members.Count == 0))
        {
            return WithoutCode(compilation, tree, cell, cancellationToken);
        }

        // Where a lambda is understood otherwise with a block, the cell is compiled as far as it can be stopped without.
        bool hasShortLambdas = StopChecks.HasShortLambdas(tree, cancellationToken);
        StopChecks?[] attempts = hasShortLambdas
            ? [StopChecks.In(tree, compilation, cancellationToken), StopChecks.In(tree, null, cancellationToken)]
            : [StopChecks.In(tree, null, cancellationToken)];
        foreach (StopChecks checks in attempts.OfType<StopChecks>())
        {
            SyntaxTree checkedTree = CSharpSyntaxTree.ParseText(checks.Insert(), ParseOptions, cell.Path, cancellationToken);
            CSharpCompilation stoppable = compilation.ReplaceSyntaxTree(tree, checkedTree);
            // Code that is not correct is reported as the author wrote it, below.
            if (Emit(stoppable, cancellationToken, out MemoryStream code, out MemoryStream symbols).Success)
            {
                return Accept(stoppable, checkedTree, code.ToArray(), symbols.ToArray()) with { Checks = checks };
            }
        }
        EmitResult emitted = Emit(compilation, cancellationToken, out MemoryStream plainCode, out MemoryStream plainSymbols);
        if (!emitted.Success) { throw new CellCompilationException(CompilationReport.Create(emitted.Diagnostics, cell)); }
        return Accept(compilation, tree, plainCode.ToArray(), plainSymbols.ToArray());
    }

    /// <summary>Forgets a submission that never ran, so that no later cell asks for its variables.</summary>
    public void Withdraw(CompiledSubmission submission) => _previous = submission.Compilation.ScriptCompilationInfo?.PreviousScriptCompilation;

    private static EmitResult Emit(CSharpCompilation compilation, CancellationToken cancellationToken, out MemoryStream code, out MemoryStream symbols)
    {
        code = new MemoryStream();
        symbols = new MemoryStream();
        return compilation.Emit(code, symbols, options: Emission, cancellationToken: cancellationToken);
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
        // What declares nothing is left out, so that asking for values makes no later cell slower.
        if (Declares(compilation)) { _previous = compilation; }
        _count++;
        _packages.Accept();
        return new CompiledSubmission(_count, compilation, tree, code, symbols, _resolver.Accept());
    }

    /// <summary>Whether a later cell may need a cell: for a variable, a function, a type, a using or a reference.</summary>
    private static bool Declares(CSharpCompilation compilation) =>
        compilation.ScriptClass is not { } script
        || script.GetMembers().Any(member => !member.IsImplicitlyDeclared)
        || !compilation.ExternalReferences.IsEmpty
        || compilation.SyntaxTrees.Select(tree => (CompilationUnitSyntax)tree.GetRoot()).Any(root =>
            root.Usings.Count > 0 || root.Externs.Count > 0 || root.GetReferenceDirectives().Count > 0 || root.GetLoadDirectives().Count > 0);
}
