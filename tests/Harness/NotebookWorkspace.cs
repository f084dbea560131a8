namespace LlmNotebooks.Testing;

/// <summary>A folder in which a notebook finds all that it finds in the repository, and leaves its run in none of another's.</summary>
internal static class NotebookWorkspace
{
    public static TemporaryFolder Of(string notebook)
    {
        TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("notebooks"));
        Directory.CreateDirectory(folder.File("artifacts"));
        File.Copy(Repository.PathOf("notebooks", notebook), folder.File(Path.Combine("notebooks", notebook)));
        Directory.CreateSymbolicLink(folder.File("data"), Repository.PathOf("data"));
        Directory.CreateSymbolicLink(folder.File("examples"), Repository.PathOf("examples"));
        Directory.CreateSymbolicLink(folder.File(Path.Combine("artifacts", "kit")), Repository.PathOf("artifacts", "kit"));
        return folder;
    }
}
