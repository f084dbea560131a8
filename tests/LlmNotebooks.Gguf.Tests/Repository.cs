namespace LlmNotebooks.Gguf.Tests;

/// <summary>Finds the repository's files from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Model(string file) => Path.Combine(Root, "data", "models", file);

    public static string Dataset(string file) => Path.Combine(Root, "data", "datasets", file);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LlmNotebooks.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds LlmNotebooks.sln.");
    }
}
