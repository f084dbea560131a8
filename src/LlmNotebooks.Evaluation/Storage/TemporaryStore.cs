using System.Globalization;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Files for runs whose caller named no store; they go with the process.</summary>
internal static class TemporaryStore
{
    private static int s_count;

    public static string NewPath()
    {
        int number = Interlocked.Increment(ref s_count);
        string path = Path.Combine(Directory.CreateTempSubdirectory("llmnotebooks-").FullName, number.ToString("'runs-'0'.db'", CultureInfo.InvariantCulture));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(path);
        return path;
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
        catch (IOException)
        {
            // A file still open on Windows; the system's own cleaning of temporary files takes it.
        }
        catch (UnauthorizedAccessException)
        {
            // Likewise.
        }
    }
}
