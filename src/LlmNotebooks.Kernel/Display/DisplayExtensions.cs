namespace LlmNotebooks.Kernel.Display;

/// <summary>The functions that show a value, called on the value.</summary>
/// <remarks>
/// A package of .NET Interactive brings extensions of the same names with any number of MIME types. For a call that fits both, the compiler
/// prefers those here: they take what is given as it is, where the others gather it into an array, or they gather less.
/// </remarks>
public static class DisplayExtensions
{
    /// <inheritdoc cref="NotebookFunctions.display(object?)"/>
    public static DisplayHandle Display(this object? value) => NotebookFunctions.display(value);

    /// <inheritdoc cref="NotebookFunctions.display(object?, string)"/>
    public static DisplayHandle Display(this object? value, string mimeType) => NotebookFunctions.display(value, mimeType);

    /// <inheritdoc cref="NotebookFunctions.display(object?, string, string, string[])"/>
    public static DisplayHandle Display(this object? value, string mimeType, string second, params string[] more) => NotebookFunctions.display(value, mimeType, second, more);

    /// <inheritdoc cref="NotebookFunctions.display(object?, string)"/>
    public static DisplayHandle DisplayAs(this object? value, string mimeType) => NotebookFunctions.display(value, mimeType);

    /// <summary>Shows a sequence as a table of its first rows.</summary>
    /// <typeparam name="T">What a row is.</typeparam>
    /// <param name="value">The rows.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    public static DisplayHandle DisplayTable<T>(this IEnumerable<T>? value) => NotebookFunctions.display(value);

    /// <summary>Shows a sequence as a table of its first rows, in one MIME type.</summary>
    /// <typeparam name="T">What a row is.</typeparam>
    /// <param name="value">The rows.</param>
    /// <param name="mimeType">For example <c>text/html</c> or <c>text/plain</c>.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="ArgumentException"><paramref name="mimeType"/> is not one, or a table has no such form.</exception>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    public static DisplayHandle DisplayTable<T>(this IEnumerable<T>? value, string mimeType) => NotebookFunctions.display(value, mimeType);
}
