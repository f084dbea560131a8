using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Tags;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Jupyter's words for what a completion is; its clients choose an icon by them.</summary>
internal static class CompletionKind
{
    public const string Variable = "variable";
    public const string Method = "method";
    public const string Keyword = "keyword";
    public const string File = "file";
    public const string Folder = "folder";
    public const string Text = "text";

    /// <summary>The word for Roslyn's tags.</summary>
    /// <param name="tags">The tags of a completion.</param>
    /// <param name="isMember">Whether it follows a dot, so that it is no variable of the session.</param>
    public static string Of(ImmutableArray<string> tags, bool isMember) => (tags.IsEmpty ? "" : tags[0]) switch
    {
        WellKnownTags.Class or WellKnownTags.Delegate => "class",
        WellKnownTags.Structure => "struct",
        WellKnownTags.Interface => "interface",
        WellKnownTags.Enum => "enum",
        WellKnownTags.EnumMember => "enumMember",
        WellKnownTags.Constant => "constant",
        WellKnownTags.Event => "event",
        // A variable of the session is a private field of the class that the compiler makes of its cell.
        WellKnownTags.Field => !isMember && tags.Contains(WellKnownTags.Private) ? Variable : "field",
        WellKnownTags.Property => "property",
        WellKnownTags.Method or WellKnownTags.ExtensionMethod => Method,
        WellKnownTags.Namespace or WellKnownTags.Module or WellKnownTags.Assembly => "module",
        WellKnownTags.Local or WellKnownTags.Parameter or WellKnownTags.RangeVariable => Variable,
        WellKnownTags.TypeParameter => "typeParameter",
        WellKnownTags.Keyword => Keyword,
        WellKnownTags.Operator => "operator",
        WellKnownTags.Label => "reference",
        WellKnownTags.Snippet => "snippet",
        _ => Text,
    };
}
