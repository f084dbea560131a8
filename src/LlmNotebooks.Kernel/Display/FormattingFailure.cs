using System.Net;
using System.Reflection;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Display;

/// <summary>What stands in the place of a value whose formatter failed.</summary>
internal static class FormattingFailure
{
    public static MimeBundle Show(Type type, Exception exception)
    {
        if (exception is TargetInvocationException { InnerException: { } inner }) { exception = inner; }
        string message = $"The value of type {MethodNames.TypeName(type)} could not be shown: {exception.GetType().Name}: {exception.Message}";
        return new MimeBundle()
            .With(MimeTypeNames.Plain, message)
            .With(MimeTypeNames.Html, $"""<div class="display-error" style="color:#b00020">{WebUtility.HtmlEncode(message)}</div>""");
    }
}
