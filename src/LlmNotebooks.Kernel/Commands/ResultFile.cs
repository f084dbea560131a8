namespace LlmNotebooks.Kernel.Commands;

/// <summary>A file that the person asked for, in a folder that is made if need be.</summary>
internal static class ResultFile
{
    /// <summary>Checks that a file can be written, without touching one that is there.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and the way out.</exception>
    public static void Probe(string path) => Write(path, _ =>
    {
        if (Directory.Exists(path)) { throw new IOException("a folder has that name."); }
        string probe = $"{path}.{Environment.ProcessId}.probe";
        using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write)) { }
        File.Delete(probe);
    });

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
