using System.Net;
using System.Reflection;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>What stands in the place of a value whose formatter failed.</summary>
internal static class FormattingFailure
{
    public static MimeBundle Show(Type type, Exception exception)
    {
        string message = $"The value of type {MethodNames.TypeName(type)} could not be shown: {Message(exception)}";
        return new MimeBundle().With(MimeTypeNames.Plain, message).With(MimeTypeNames.Html, Html(message));
    }

    /// <summary>A failure as a part of a value that can be shown otherwise.</summary>
    public static string InPlace(Exception exception) => $"({Message(exception)})";

    /// <summary>A message as an error on the page.</summary>
    public static string Html(string message) => $"""<div class="display-error" style="color:#b00020">{WebUtility.HtmlEncode(message)}</div>""";

    /// <summary>What was thrown, without the wrapping of reflection.</summary>
    public static string Message(Exception exception)
    {
        if (exception is TargetInvocationException { InnerException: { } inner }) { exception = inner; }
        return $"{exception.GetType().Name}: {exception.Message}";
    }
}
