namespace LlmNotebooks.Testing;

/// <summary>Other people's data, which lies beside the repository where it is at hand.</summary>
internal static class SharedData
{
    /// <summary>The file's path; skips the test where it is not there.</summary>
    public static string Require(string relative)
    {
        // Beside the repository, or beside the folder that holds it.
        for (DirectoryInfo? folder = new(Repository.Root); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path)) { return path; }
        }

        Assert.Skip($"shared/{relative} is not beside the repository");
        throw new InvalidOperationException("Skip throws.");
    }
}
