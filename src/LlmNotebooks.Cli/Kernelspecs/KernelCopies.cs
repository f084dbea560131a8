using System.Globalization;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The copies of the kernel in a kernelspec's folder: bin/1, bin/2 and on, of which kernel.json names one.</summary>
/// <remarks>
/// A copy is never written to once kernel.json has named it: a running kernel loads its assemblies as it comes to need them.
/// A kernel holds its copy's <see cref="LockName"/> open while it runs, and a copy that is held is not deleted.
/// </remarks>
internal sealed class KernelCopies(string kernelFolder)
{
    /// <summary>The file of a copy that a running kernel holds open.</summary>
    public const string LockName = "in-use.lock";

    /// <summary>The folder of the copies within the kernelspec's.</summary>
    public const string FolderName = "bin";

    private readonly string _folder = Path.Combine(kernelFolder, FolderName);

    /// <summary>Makes a copy that no kernel knows yet.</summary>
    /// <returns>Its folder.</returns>
    public string Add(KernelFiles files, CancellationToken cancellationToken)
    {
        int last = All().Select(copy => Number(copy) ?? 0).DefaultIfEmpty().Max();
        string copy = Path.Combine(_folder, (last + 1).ToString(CultureInfo.InvariantCulture));
        try
        {
            files.CopyTo(copy, cancellationToken);
            File.WriteAllText(Path.Combine(copy, LockName), "");
            return copy;
        }
        catch
        {
            // What cannot be deleted must not hide why the copy failed.
            TryDelete(copy);
            throw;
        }
    }

    /// <summary>Deletes the copies that no kernel runs from.</summary>
    /// <param name="kept">One to leave, or null.</param>
    /// <returns>The copies that stay: a kernel runs from them, or they may not be deleted.</returns>
    public IReadOnlyList<string> Remove(string? kept)
    {
        List<string> left = [];
        foreach (string copy in All().Where(copy => copy != kept && !TryDelete(copy))) { left.Add(copy); }
        return left;
    }

    private string[] All() => Directory.Exists(_folder) ? Directory.GetDirectories(_folder) : [];

    private static int? Number(string copy) =>
        int.TryParse(Path.GetFileName(copy), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Deletes a copy unless a kernel runs from it, or it may not be deleted.</summary>
    public static bool TryDelete(string copy)
    {
        string file = Path.Combine(copy, LockName);
        try
        {
            // Opened alone, the file is held by no kernel. A copy without it was never finished.
            if (File.Exists(file)) { new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose(); }
            Directory.Delete(copy, recursive: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot go now goes with a later update.
            return false;
        }
    }
}
