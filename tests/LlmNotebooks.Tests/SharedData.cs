namespace LlmNotebooks.Tests;

/// <summary>Other people's data, which lies beside the repository where it is at hand.</summary>
internal static class SharedData
{
    /// <summary>The file's path; skips the test where it is not there.</summary>
    public static string Require(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path)) { return path; }
        }

        Assert.Skip($"shared/{relative} is not beside the repository");
        throw new InvalidOperationException("Skip throws.");
    }
}
