using System.Diagnostics.CodeAnalysis;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The functions that every cell can call by their bare name.</summary>
public static class NotebookFunctions
{
    /// <summary>Shows a value among the outputs of the cell.</summary>
    /// <param name="value">Any value; shown in every form that there is for its type.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value) => DisplayHandle.Show(value, null);

    /// <summary>Shows a value in one MIME type.</summary>
    /// <param name="value">A string, which is taken as content of that type as it is; or any other value, which is formatted.</param>
    /// <param name="mimeType">For example <c>text/html</c>, <c>text/markdown</c> or <c>image/svg+xml</c>.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="ArgumentException"><paramref name="mimeType"/> is not one, or the value has no such form.</exception>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value, string mimeType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mimeType);
        return DisplayHandle.Show(value, mimeType);
    }

    /// <summary>Text that is HTML and is shown as such; every other text is encoded.</summary>
    /// <param name="content">HTML of the author's own making: scripts in it run where the notebook is opened.</param>
    /// <returns>A value to show.</returns>
    public static HtmlFragment HTML(string content) => new(content);
}
