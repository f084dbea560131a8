using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>A <c>#r "…"</c> or <c>#i "nuget: …"</c>, with its place for errors.</summary>
/// <param name="Reference">The text between the quotes.</param>
/// <param name="Position">Where the text begins: line and column, from 0.</param>
/// <param name="File">The path of the file that a cell loaded; null for the cell itself.</param>
internal sealed record PackageDirective(string Reference, LinePosition Position, string? File)
{
    public static PackageDirective Of(string reference, Location location, string? file) =>
        new(reference, location.GetLineSpan().StartLinePosition, file);
}
