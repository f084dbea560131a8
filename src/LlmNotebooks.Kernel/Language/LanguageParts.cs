using System.Composition;
using System.Composition.Hosting;
using Microsoft.CodeAnalysis.Host.Mef;

namespace LlmNotebooks.Kernel.Language;

/// <summary>The parts of Roslyn's language services that completion needs.</summary>
internal static class LanguageParts
{
    /// <summary>
    /// Parts that rewrite code, completions that a bare name cannot stand for (they add usings or whole members), and
    /// completions inside of strings.
    /// </summary>
    private static readonly string[] LeftOut =
    [
        "CodeFixProvider", "CodeRefactoringProvider", "SyncNamespacesService", "ImportCompletionProvider",
        "OverrideCompletionProvider", "PartialMethodCompletionProvider", "PartialTypeCompletionProvider",
        "SnippetCompletionProvider", "SnippetProvider", "EmbeddedLanguageCompletionProvider", "DirectiveCompletionProvider",
    ];

    private static readonly Lazy<MefHostServices> Composition = new(Compose);

    /// <summary>The services, composed when first asked for.</summary>
    public static MefHostServices Host => Composition.Value;

    private static MefHostServices Compose()
    {
        IEnumerable<Type> parts = MefHostServices.DefaultAssemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsPart);
        return MefHostServices.Create(new ContainerConfiguration().WithParts(parts).CreateContainer());
    }

    private static bool IsPart(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && !LeftOut.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))
        && type.CustomAttributes.Any(attribute => attribute.AttributeType.IsAssignableTo(typeof(ExportAttribute)));
}
