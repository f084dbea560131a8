namespace LlmNotebooks.Kernel.Packages;

/// <summary>Directives that stand below code, where the compiler takes none.</summary>
/// <param name="References">Each <c>#r</c>: a package, a file or an assembly of the framework.</param>
/// <param name="Sources">Each <c>#i</c>.</param>
internal sealed record MovedDirectives(IReadOnlyList<PackageDirective> References, IReadOnlyList<PackageDirective> Sources)
{
    public static MovedDirectives None { get; } = new([], []);
}
