using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>A variable of the cell tagged <c>parameters</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as declared or by its initializer.</param>
/// <param name="IsConstant">Whether it cannot be assigned, only declared again.</param>
internal sealed record Parameter(string Name, ITypeSymbol Type, bool IsConstant)
{
    public string TypeName => Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
