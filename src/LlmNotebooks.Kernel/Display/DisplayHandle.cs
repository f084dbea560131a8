using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A value shown by <see cref="NotebookFunctions.display(object?)"/>, which another can take the place of.</summary>
public sealed class DisplayHandle
{
    private readonly Displays _displays;
    private readonly string _id;
    private readonly string[] _mimeTypes;

    private DisplayHandle(Displays displays, string id, string[] mimeTypes)
    {
        _displays = displays;
        _id = id;
        _mimeTypes = mimeTypes;
    }

    /// <summary>Shows another value in the same place, also from a later cell.</summary>
    /// <param name="value">Any value; shown in the MIME types of the first, if any were named.</param>
    public void Update(object? value) => _displays.Update(Format(value, _mimeTypes), _id);

    internal static DisplayHandle Show(object? value, params string[] mimeTypes)
    {
        MimeBundle data = Format(value, mimeTypes);
        Displays displays = Displays.Current;
        return new DisplayHandle(displays, displays.Show(data), mimeTypes);
    }

    private static MimeBundle Format(object? value, string[] mimeTypes)
    {
        if (mimeTypes.Length == 0) { return ValueFormatter.Format(value); }
        MimeBundle bundle = ValueFormatter.Format(value, mimeTypes[0]);
        foreach (string mimeType in mimeTypes.Skip(1)) { bundle[mimeType] = ValueFormatter.Format(value, mimeType)[mimeType]?.DeepClone(); }
        return bundle;
    }
}
