namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>One kernel that Jupyter finds: a folder with a kernel.json.</summary>
/// <param name="Name">The folder's name in lower case, as Jupyter compares it.</param>
/// <param name="Folder">The folder.</param>
/// <param name="DisplayName">What people choose by; null where kernel.json does not say.</param>
/// <param name="Language">The language; null where kernel.json does not say.</param>
/// <param name="Mark">Who installed it, where that was llmnb; null for a kernel of others.</param>
/// <param name="Problem">Why kernel.json could not be read.</param>
internal sealed record Kernelspec(string Name, string Folder, string? DisplayName, string? Language, KernelMark? Mark, string? Problem)
{
    /// <summary>The file that makes a folder a kernel.</summary>
    public const string FileName = "kernel.json";

    /// <summary>Whether llmnb installed it.</summary>
    public bool IsOurs => Mark is not null;
}
