using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A value shown by <see cref="NotebookFunctions.display(object?)"/>, which another can take the place of.</summary>
public sealed class DisplayHandle
{
    private readonly Displays _displays;
    private readonly string _id;
    private readonly string? _mimeType;

    private DisplayHandle(Displays displays, string id, string? mimeType)
    {
        _displays = displays;
        _id = id;
        _mimeType = mimeType;
    }

    /// <summary>Shows another value in the same place, also from a later cell.</summary>
    /// <param name="value">Any value; shown in the MIME type of the first, if one was named.</param>
    public void Update(object? value) => _displays.Update(Format(value, _mimeType), _id);

    internal static DisplayHandle Show(object? value, string? mimeType)
    {
        MimeBundle data = Format(value, mimeType);
        Displays displays = Displays.Current;
        return new DisplayHandle(displays, displays.Show(data), mimeType);
    }

    private static MimeBundle Format(object? value, string? mimeType) =>
        mimeType is null ? ValueFormatter.Format(value) : ValueFormatter.Format(value, mimeType);
}
