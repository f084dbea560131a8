using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace LlmNotebooks.ScriptHosts;

/// <summary>What a notebook's cells can call without naming a type.</summary>
/// <param name="show">Takes an output: the cell's number and the value's forms by MIME type.</param>
public sealed class Cell(Action<int, IReadOnlyDictionary<string, string>> show)
{
    internal int Number { get; set; }

    /// <summary>Shows a value in the forms that the formatting prefers for its type, as .NET Interactive does.</summary>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name that notebooks use.")]
    public void display(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        show(Number, Formatter.GetPreferredMimeTypesFor(value.GetType()).ToDictionary(mimeType => mimeType, mimeType => value.ToDisplayString(mimeType)));
    }
}
