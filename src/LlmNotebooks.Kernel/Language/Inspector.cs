using System.Text;
using System.Xml.Linq;
using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.XmlDocs;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Explains what a cursor points at.</summary>
internal sealed class Inspector(CellAssemblies assemblies)
{
    private readonly DocumentationSource _documentation = new(assemblies);

    /// <summary>The signature and documentation; null when the cursor points at nothing known.</summary>
    public async Task<Inspection?> InspectAsync(Document document, int position, int detail, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken) is not { } model
            || CursorSymbol.Find(model, position, cancellationToken) is not { } found)
        {
            return null;
        }
        Documentation? documentation = DocumentationOf(found.Symbol, model.Compilation, cancellationToken);
        string signature = SymbolSignature.Of(found.Symbol) + found.OtherOverloads switch
        {
            0 => "",
            1 => " (+ 1 overload)",
            int others => $" (+ {others} overloads)",
        };
        return new Inspection(
            Write(signature, documentation, detail, isMarkdown: false),
            Write($"```csharp\n{signature}\n```", documentation, detail, isMarkdown: true));
    }

    /// <summary>Of a constructor without a word of its own, its type's; of a variable, its type's.</summary>
    private Documentation? DocumentationOf(ISymbol symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        if (_documentation.Find(symbol, compilation, cancellationToken) is { } own) { return own; }
        ITypeSymbol? type = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            IFieldSymbol { ContainingType.IsScriptClass: true } variable => variable.Type,
            ILocalSymbol local => local.Type,
            _ => null,
        };
        return type is null ? null : _documentation.Find(type, compilation, cancellationToken);
    }

    private static string Write(string signature, Documentation? documentation, int detail, bool isMarkdown)
    {
        StringBuilder text = new(signature);
        if (documentation is null) { return signature; }
        Func<XElement, string> write = isMarkdown ? DocumentationText.Markdown : DocumentationText.Plain;
        if (documentation.Summary is { } summary) { text.Append("\n\n").Append(write(summary)); }
        Section("Type parameters", documentation.TypeParameters.Select(part => Named(part.Attribute("name")?.Value, write(part))));
        Section("Parameters", documentation.Parameters.Select(part => Named(part.Attribute("name")?.Value, write(part))));
        if (documentation.Returns is { } returns) { Paragraph("Returns", write(returns)); }
        Section("Exceptions", documentation.Exceptions.Select(part =>
            Named(part.Attribute("cref") is { } type ? DocumentationText.ShortName(type.Value) : null, write(part))));
        if (detail > 0 && documentation.Remarks is { } remarks) { Paragraph("Remarks", write(remarks)); }
        return text.ToString();

        string Named(string? name, string content) => isMarkdown ? $"- `{name}`: {content.ReplaceLineEndings(" ")}" : $"  {name}: {content.ReplaceLineEndings("\n    ")}";

        void Section(string title, IEnumerable<string> lines)
        {
            string content = string.Join('\n', lines);
            if (content.Length > 0) { text.Append("\n\n").Append(isMarkdown ? $"**{title}**\n\n" : $"{title}:\n").Append(content); }
        }

        void Paragraph(string title, string content) =>
            text.Append("\n\n").Append(isMarkdown ? $"**{title}**: " : $"{title}: ").Append(content);
    }
}
