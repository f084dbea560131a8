using System.Reflection;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmNotebooks.Kernel.Session;

/// <summary>The variables that cells have declared and a next cell would see.</summary>
internal static class SessionVariables
{
    /// <summary>A table of the variables, in the order of their names.</summary>
    /// <param name="latest">The last cell that compiled.</param>
    /// <param name="states">The objects that hold the cells' variables.</param>
    /// <param name="withValues">Whether to show the values.</param>
    public static MimeBundle Show(CSharpCompilation? latest, object?[] states, bool withValues)
    {
        (IFieldSymbol Field, string Class)[] fields = [.. Fields(latest).OrderBy(field => field.Field.Name, StringComparer.Ordinal)];
        if (fields.Length == 0) { return new MimeBundle().With(MimeTypeNames.Plain, "no variables"); }
        return ValueFormatter.Format(withValues
            ? fields.Select(field => new { field.Field.Name, Type = TypeOf(field.Field), Value = ValueOf(field, states) }).ToArray()
            : fields.Select(field => new { field.Field.Name, Type = TypeOf(field.Field) }).ToArray());
    }

    private static IEnumerable<(IFieldSymbol Field, string Class)> Fields(CSharpCompilation? latest)
    {
        HashSet<string> hidden = new(StringComparer.Ordinal);
        for (CSharpCompilation? cell = latest; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            if (cell.ScriptClass is not { } script) { continue; }
            ISymbol[] members = [.. script.GetMembers().Where(member => !member.IsImplicitlyDeclared)];
            foreach (IFieldSymbol field in members.OfType<IFieldSymbol>().Where(field => !hidden.Contains(field.Name))) { yield return (field, script.MetadataName); }
            // What a later cell declares by the same name, be it a function, is what the name means from then on.
            hidden.UnionWith(members.Select(member => member.Name));
        }
    }

    private static string TypeOf(IFieldSymbol field) => field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static object? ValueOf((IFieldSymbol Field, string Class) field, object?[] states)
    {
        // The object is missing where its cell failed before it began.
        if (Array.FindLast(states, state => state?.GetType().Name == field.Class) is not { } holder) { return null; }
        return holder.GetType().GetField(field.Field.Name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(holder);
    }
}
