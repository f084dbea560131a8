using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Formats values whose type names its own formatters, by a convention of names and without a shared assembly.</summary>
/// <remarks>
/// The type, a base type or an interface of it carries an attribute called <c>TypeFormatterSourceAttribute</c>, whose first
/// argument is a type with <c>CreateTypeFormatters()</c>; each formatter that this gives has <c>string MimeType</c> and
/// <c>bool Format(object, TextWriter)</c>. <c>PreferredMimeTypes</c> of the attribute come first in the bundle.
/// This is the convention of Microsoft.DotNet.Interactive.Formatting.
/// </remarks>
internal static class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Formatter>> Cache = [];

    /// <summary>The value in every type that its formatters offer, or null when it has none.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        MimeBundle bundle = new();
        foreach (Formatter formatter in Cache.GetOrAdd(value.GetType(), Find))
        {
            using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
            if (!formatter.Format(value, writer)) { continue; }
            string text = writer.ToString();
            bundle[formatter.MimeType] = MimeBundle.IsJson(formatter.MimeType) ? JsonNode.Parse(text) : text;
        }
        return bundle.MimeTypes.Any() ? bundle : null;
    }

    private static IReadOnlyList<Formatter> Find(Type type)
    {
        CustomAttributeData? attribute = Family(type)
            .SelectMany(CustomAttributeData.GetCustomAttributes)
            .FirstOrDefault(data => data.AttributeType.Name == AttributeName);
        if (attribute?.ConstructorArguments is not [{ Value: Type sourceType }, ..]) { return []; }

        object source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        MethodInfo create = sourceType.GetMethod("CreateTypeFormatters", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new MissingMethodException(sourceType.FullName, "CreateTypeFormatters");
        IEnumerable<Formatter> formatters = ((IEnumerable)create.Invoke(source, null)!).Cast<object>().Select(Formatter.Of);
        string[] preferred = Preferred(attribute);
        return [.. formatters.OrderBy(f => Array.IndexOf(preferred, f.MimeType) is var i and >= 0 ? i : int.MaxValue)];
    }

    private static IEnumerable<Type> Family(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType) { yield return t; }
        foreach (Type implemented in type.GetInterfaces()) { yield return implemented; }
    }

    private static string[] Preferred(CustomAttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "PreferredMimeTypes").TypedValue.Value
            is IEnumerable<CustomAttributeTypedArgument> types
            ? [.. types.Select(type => type.Value).OfType<string>()]
            : [];

    private sealed record Formatter(string MimeType, Func<object, TextWriter, bool> Format)
    {
        public static Formatter Of(object formatter)
        {
            const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            Type type = formatter.GetType();
            string mimeType = (string?)type.GetProperty("MimeType", Members)?.GetValue(formatter)
                ?? throw new MissingMemberException(type.FullName, "MimeType");
            MethodInfo format = type.GetMethod("Format", Members, [typeof(object), typeof(TextWriter)])
                ?? throw new MissingMethodException(type.FullName, "Format");
            return new Formatter(mimeType, format.CreateDelegate<Func<object, TextWriter, bool>>(formatter));
        }
    }
}
