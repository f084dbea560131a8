using System.Diagnostics.CodeAnalysis;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The functions that every cell can call by their bare name.</summary>
public static class NotebookFunctions
{
    /// <summary>Cancelled when the person interrupts the cell: give it to what takes long, and it ends at once and in good order.</summary>
    /// <remarks>Without it a cell is interrupted too, but half a second later and in the midst of what it does.</remarks>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "Named as display is.")]
    public static CancellationToken cancellation => RunningCell.OfThisCode?.Token ?? CancellationToken.None;

    /// <summary>Shows a value among the outputs of the cell.</summary>
    /// <param name="value">Any value; shown in every form that there is for its type.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value) => DisplayHandle.Show(value);

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

    /// <summary>Shows a value in several MIME types, of which each client takes the one that it likes best.</summary>
    /// <param name="value">A string, which is taken as content of each type as it is; or any other value, which is formatted.</param>
    /// <param name="mimeType">A MIME type.</param>
    /// <param name="second">Another.</param>
    /// <param name="more">More of them.</param>
    /// <returns>A handle by which another value can take its place.</returns>
    /// <exception cref="ArgumentException">A MIME type is not one, or the value has no such form.</exception>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public static DisplayHandle display(object? value, string mimeType, string second, params string[] more)
    {
        ArgumentNullException.ThrowIfNull(more);
        string[] mimeTypes = [mimeType, second, .. more];
        foreach (string name in mimeTypes) { ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(mimeType)); }
        return DisplayHandle.Show(value, mimeTypes);
    }

    /// <summary>Asks the person at the notebook for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <returns>The line, without its end.</returns>
    /// <exception cref="InvalidOperationException">The notebook runs without a person, or this is called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "Named as display is.")]
    public static string input(string prompt = "") => Ask(prompt, isPassword: false);

    /// <summary>Asks the person at the notebook for a line of text that is not shown as it is typed.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <returns>The line, without its end.</returns>
    /// <exception cref="InvalidOperationException">The notebook runs without a person, or this is called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "Named as display is.")]
    public static string password(string prompt = "") => Ask(prompt, isPassword: true);

    /// <summary>Takes away what the cell has shown and written so far.</summary>
    /// <param name="wait">Whether to wait for the next output, which then takes the place of the old ones without a flicker.</param>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "Named as display is.")]
    public static void clearOutput(bool wait = false) => Displays.Current.Clear(wait);

    /// <summary>Shows a bar that tells how far something is.</summary>
    /// <param name="label">What is done.</param>
    /// <param name="total">The value at which it is done, above 0.</param>
    /// <returns>The bar, to report values to, from any thread and as often as one likes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is not above 0.</exception>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "Named as display is.")]
    public static ProgressBar progress(string label, double total = 1)
    {
        DisplayHandle? shown = null;
        return new ProgressBar(label, total, TimeProvider.System, state =>
        {
            if (shown is null) { shown = DisplayHandle.Show(state); }
            else { shown.Update(state); }
        });
    }

    /// <summary>Text that is HTML and is shown as such; every other text is encoded.</summary>
    /// <param name="content">HTML of the author's own making: scripts in it run where the notebook is opened.</param>
    /// <returns>A value to show.</returns>
    public static HtmlFragment HTML(string content) => new(content);

    /// <summary>Gives the page a style sheet of the author's own.</summary>
    /// <param name="content">CSS, which also holds for the rest of the page where the notebook is opened.</param>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    public static void CSS(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        display(HTML($"<style>{content}</style>"));
    }

    /// <summary>Runs a script of the author's own where the notebook is opened.</summary>
    /// <param name="scriptContent">JavaScript.</param>
    /// <exception cref="InvalidOperationException">Called outside of a notebook's cells.</exception>
    public static void Javascript(string scriptContent)
    {
        ArgumentNullException.ThrowIfNull(scriptContent);
        display(HTML($"<script type=\"text/javascript\">{scriptContent}</script>"));
    }

    /// <summary>Asks the person at the notebook for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="inputName">Not used: a name under which other kernels remember the answer.</param>
    /// <returns>The line, without its end.</returns>
    /// <exception cref="InvalidOperationException">The notebook runs without a person, or this is called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "Notebooks pass it.")]
    public static Task<string> GetInputAsync(string prompt = "", string inputName = "") => Task.Run(() => Ask(prompt, isPassword: false));

    /// <summary>Asks the person at the notebook for a line of text that is not shown as it is typed.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="inputName">Not used: a name under which other kernels remember the answer.</param>
    /// <returns>The line, without its end.</returns>
    /// <exception cref="InvalidOperationException">The notebook runs without a person, or this is called outside of a notebook's cells.</exception>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "Notebooks pass it.")]
    public static Task<string> GetPasswordAsync(string prompt = "", string inputName = "") => Task.Run(() => Ask(prompt, isPassword: true));

    private static string Ask(string prompt, bool isPassword)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        RunningCell cell = RunningCell.OfThisCode ?? throw new InvalidOperationException("input works only in a cell of a notebook.");
        return cell.Input.Ask(prompt, isPassword);
    }
}
