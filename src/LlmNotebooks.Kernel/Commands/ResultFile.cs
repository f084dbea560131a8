namespace LlmNotebooks.Kernel.Commands;

/// <summary>A file that the person asked for, in a folder that is made if need be.</summary>
internal static class ResultFile
{
    /// <exception cref="IOException">The file cannot be written; the message names it and the way out.</exception>
    public static void Write(string path, Action<string> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            write(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {exception.Message} Make room for it there, or give another folder by --output.", exception);
        }
    }
}
