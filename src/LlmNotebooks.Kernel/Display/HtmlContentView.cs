using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values that write themselves as HTML by ASP.NET's interface, such as a PocketView: the notebook brings the assembly.</summary>
/// <remarks>
/// Found by the interface's name, as a kernel that referred to its assembly would give every notebook its own copy. The interface has had this
/// one method, of types that the framework itself has, since it exists.
/// </remarks>
internal static class HtmlContentView
{
    private const string InterfaceName = "Microsoft.AspNetCore.Html.IHtmlContent";

    /// <summary>The value's HTML, or null when it has none of its own.</summary>
    public static string? TryFormat(object value)
    {
        if (value is HtmlFragment fragment) { return fragment.Content; }
        Type? type = Array.Find(value.GetType().GetInterfaces(), implemented => implemented.FullName == InterfaceName);
        if (type is null) { return null; }
        MethodInfo write = type.GetMethod("WriteTo", [typeof(TextWriter), typeof(HtmlEncoder)])
            ?? throw new MissingMethodException(InterfaceName, "WriteTo");
        using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        write.CreateDelegate<Action<TextWriter, HtmlEncoder>>(value)(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
