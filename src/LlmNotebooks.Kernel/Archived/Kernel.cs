using System.Diagnostics.CodeAnalysis;
using LlmNotebooks.Kernel.Display;

namespace Microsoft.DotNet.Interactive;

/// <summary>What notebooks written for .NET Interactive call by this name; cells find the same functions by their bare names.</summary>
/// <remarks>A name of that archived product, so that its notebooks, and the files that they import, run as they are.</remarks>
public static class Kernel
{
    private const string NoKernels = "There is one kernel here and no object for it: call display, HTML, CSS, Javascript, GetInputAsync or GetPasswordAsync by their names.";

    /// <summary>Not there.</summary>
    [Obsolete(NoKernels, error: true)]
    public static object? Current => throw new NotSupportedException(NoKernels);

    /// <summary>Not there.</summary>
    [Obsolete(NoKernels, error: true)]
    public static object? Root => throw new NotSupportedException(NoKernels);

    /// <inheritdoc cref="NotebookFunctions.display(object?)"/>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value) => NotebookFunctions.display(value);

    /// <inheritdoc cref="NotebookFunctions.display(object?, string)"/>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value, string mimeType) => NotebookFunctions.display(value, mimeType);

    /// <inheritdoc cref="NotebookFunctions.HTML(string)"/>
    public static HtmlFragment HTML(string content) => NotebookFunctions.HTML(content);

    /// <inheritdoc cref="NotebookFunctions.CSS(string)"/>
    public static void CSS(string content) => NotebookFunctions.CSS(content);

    /// <inheritdoc cref="NotebookFunctions.Javascript(string)"/>
    public static void Javascript(string scriptContent) => NotebookFunctions.Javascript(scriptContent);

    /// <inheritdoc cref="NotebookFunctions.GetInputAsync(string, string)"/>
    public static Task<string> GetInputAsync(string prompt = "", string inputName = "") => NotebookFunctions.GetInputAsync(prompt, inputName);

    /// <inheritdoc cref="NotebookFunctions.GetPasswordAsync(string, string)"/>
    public static Task<string> GetPasswordAsync(string prompt = "", string inputName = "") => NotebookFunctions.GetPasswordAsync(prompt, inputName);
}
