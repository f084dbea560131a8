using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>The cell of a notebook that declares its parameters with their defaults.</summary>
internal static class ParameterCell
{
    /// <summary>The tag of the cell, as papermill has it: https://papermill.readthedocs.io/en/latest/usage-parameterize.html.</summary>
    public const string Tag = "parameters";

    /// <exception cref="ParameterException">No cell, or more than one, has the tag.</exception>
    public static Cell Find(Notebook notebook, string path)
    {
        (Cell Cell, int Number)[] tagged = [.. notebook.CodeCells.Select((cell, i) => (cell, i + 1)).Where(cell => HasTag(cell.cell, Tag))];
        return tagged switch
        {
            [var single] => single.Cell,
            [] => throw new ParameterException($"{path} takes no parameters: no code cell has the tag '{Tag}'; give it to the cell that declares them with their defaults"),
            _ => throw new ParameterException($"{path} has the tag '{Tag}' on the code cells {string.Join(" and ", tagged.Select(cell => cell.Number))}; leave it on one"),
        };
    }

    public static bool HasTag(Cell cell, string tag) =>
        cell.Metadata["tags"] is JsonArray tags && tags.OfType<JsonValue>().Any(value => value.TryGetValue(out string? text) && text == tag);

    /// <summary>The variables that a cell declares, typed as the compiler sees them after the cells before it.</summary>
    public static IReadOnlyList<Parameter> Read(Notebook notebook, Cell cell, string folder)
    {
        SubmissionChain.BindFramework();
        CSharpCompilationOptions options = new(
            OutputKind.DynamicallyLinkedLibrary,
            usings: SubmissionChain.Usings,
            sourceReferenceResolver: new SourceFileResolver([], folder),
            metadataReferenceResolver: new DeclaredReferences(folder),
            nullableContextOptions: NullableContextOptions.Annotations);
        CSharpCompilation? compilation = null;
        foreach (Cell code in notebook.CodeCells.TakeWhile(code => code != cell).Append(cell))
        {
            if (code.IsBlank || CellLanguage.Of(code) != CellLanguage.CSharp) { continue; }
            compilation = CSharpCompilation.CreateScriptCompilation(
                $"parameters#{code.Id}",
                CSharpSyntaxTree.ParseText(code.Source, SubmissionChain.ParseOptions),
                compilation is null ? ReferenceResolver.InitialReferences : null,
                options,
                compilation,
                typeof(object));
        }
        // What does not compile is for the run to report.
        return compilation is null ? [] : [.. Variables(compilation)];
    }

    private static IEnumerable<Parameter> Variables(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[^1];
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (FieldDeclarationSyntax field in ((CompilationUnitSyntax)tree.GetRoot()).Members.OfType<FieldDeclarationSyntax>())
        {
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                if (model.GetDeclaredSymbol(variable) is IFieldSymbol symbol)
                {
                    yield return new Parameter(symbol.Name, symbol.Type, symbol.IsConst || symbol.IsReadOnly);
                }
            }
        }
    }
}
