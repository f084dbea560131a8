using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.Submissions;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Compiles and runs a cell that no session sees, so that the compiler is ready when a person's first cell comes.</summary>
internal static class WarmUp
{
    private const string Code = """
        record Row(string Name, double Value);
        var rows = Enumerable.Range(0, 3).Select(i => new Row($"row {i}", i / 2.0)).ToList();
        await Task.Yield();
        rows.Where(row => row.Value > 0.5).Count()
        """;

    /// <summary>Compiles, loads and runs the cell, apart from all sessions.</summary>
    public static void Run(CancellationToken cancellationToken)
    {
        using CellAssemblies assemblies = new();
        string folder = AppContext.BaseDirectory;
        SubmissionChain chain = new(folder, assemblies, new SessionPackages(folder, assemblies, new Displays(), new PackageRestorer(PackageCache.Default)));
        for (int i = 0; i < 2; i++)
        {
            CompiledSubmission submission = chain.CompileAsync(new CellCode($"warm-up {i}", Code), MovedDirectives.None, cancellationToken).GetAwaiter().GetResult();
            submission.EndsInExpression();
            object? value = submission.Load(assemblies.Context)(new object?[4]).GetAwaiter().GetResult();
            ValueFormatter.Format(value);
        }
    }
}
