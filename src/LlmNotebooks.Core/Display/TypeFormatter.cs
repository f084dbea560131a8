namespace LlmNotebooks.Display;

/// <summary>Writes values of one type in one MIME type; hosts call it through reflection.</summary>
internal sealed class TypeFormatter<TValue>(string mimeType, Action<TValue, TextWriter> write)
{
    /// <summary>MIME type of what <see cref="Format"/> writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the value if it is of this formatter's type.</summary>
    /// <returns>Whether it was.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not TValue value) { return false; }
        write(value, writer);
        return true;
    }
}
