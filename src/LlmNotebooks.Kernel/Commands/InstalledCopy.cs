namespace LlmNotebooks.Kernel.Commands;

/// <summary>The copy of the kernel in a kernelspec's folder, which an update must not delete while the kernel runs from it.</summary>
internal static class InstalledCopy
{
    private const string LockName = "in-use.lock";

    /// <summary>Holds the copy that this process runs from, as long as the result is open.</summary>
    /// <returns>Null where the program was not installed, or nothing can be held.</returns>
    public static FileStream? Hold()
    {
        string path = Path.Combine(AppContext.BaseDirectory, LockName);
        try
        {
            return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An update looks at the copy in this moment, or the file may not be read: the kernel works without.
            return null;
        }
    }
}
