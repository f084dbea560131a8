using System.Reflection;
using System.Text;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>Installs our kernel into one folder of kernels, and removes it.</summary>
/// <remarks>
/// The kernel is copied, so that neither a new build of a clone nor an update of a tool changes the files of a kernel that runs.
/// One rename of kernel.json makes the new copy the kernel: before it the old one is whole, after it the new one.
/// </remarks>
internal sealed class KernelspecInstaller(string kernelsFolder)
{
    private const string LogoPrefix = "logo-";
    private const string LockName = "install.lock";

    // What the systems say of a file that another process holds: ERROR_SHARING_VIOLATION, EAGAIN.
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    /// <summary>Installs or updates.</summary>
    /// <param name="name">The name, checked.</param>
    /// <param name="files">The kernel.</param>
    /// <param name="probe">Tries the copied program before kernel.json names it; throws where it does not start.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there.</param>
    /// <exception cref="KernelspecException">Another's kernel has the name here, or the folder cannot be written to.</exception>
    public async Task<Kernelspec> InstallAsync(string name, KernelFiles files, Func<string, CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(kernelsFolder, name);
        RefuseAnothers(name, folder);
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream alone = Lock(folder);
            KernelCopies copies = new(folder);
            string copy = copies.Add(files, cancellationToken);
            try
            {
                await probe(Path.Combine(copy, KernelFiles.Assembly), cancellationToken);
                foreach (string logo in Logos) { await ReplaceAsync(Path.Combine(folder, logo), Resource(logo), cancellationToken); }
                string json = KernelspecFile.Write(files.Host, Path.Combine(copy, KernelFiles.Assembly), files.Mark);
                await ReplaceAsync(Path.Combine(folder, Kernelspec.FileName), Encoding.UTF8.GetBytes(json), cancellationToken);
            }
            catch
            {
                // What cannot be deleted now goes with a later update, and must not hide why this one failed.
                KernelCopies.TryDelete(copy);
                throw;
            }

            copies.Remove(kept: copy);
            return KernelspecFile.Read(folder);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new KernelspecException($"Cannot install into {folder}: {exception.Message} Install for yourself with --user, or into a folder that you may write to with --prefix DIR.", exception);
        }
    }

    /// <summary>Removes one kernel of ours.</summary>
    /// <returns>The copies that stay: running kernels need them.</returns>
    /// <exception cref="KernelspecException">There is no such kernel, it is another's, or it cannot be deleted.</exception>
    public IReadOnlyList<string> Uninstall(string name)
    {
        string folder = Path.Combine(kernelsFolder, name);
        if (!File.Exists(Path.Combine(folder, Kernelspec.FileName)))
        {
            throw new KernelspecException($"There is no kernel {name} in {kernelsFolder}. See: llmnb kernel list");
        }

        RefuseAnothers(name, folder);
        try
        {
            IReadOnlyList<string> left;
            using (Lock(folder))
            {
                File.Delete(Path.Combine(folder, Kernelspec.FileName));
                left = new KernelCopies(folder).Remove(kept: null);
            }

            if (left.Count == 0) { Directory.Delete(folder, recursive: true); }
            return left;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new KernelspecException($"Cannot remove {folder}: {exception.Message}", exception);
        }
    }

    private static void RefuseAnothers(string name, string folder)
    {
        if (File.Exists(Path.Combine(folder, Kernelspec.FileName)))
        {
            Kernelspec kernel = KernelspecFile.Read(folder);
            if (kernel.IsOurs) { return; }
            throw new KernelspecException(
                $"{folder} is not a kernel of llmnb ({kernel.DisplayName ?? kernel.Problem ?? "no display name"}) and was left alone. "
                + $"Take another name with --name, or remove that one first: jupyter kernelspec uninstall {name}");
        }

        // What an uninstall leaves while a kernel runs may be taken up again; anything else is somebody's.
        if (Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => !IsOurs(Path.GetFileName(entry))) is { } strange)
        {
            throw new KernelspecException($"{folder} holds {Path.GetFileName(strange)}, which is not llmnb's, and was left alone. Take another name with --name, or move that folder away.");
        }
    }

    private static bool IsOurs(string entry) =>
        entry is KernelCopies.FolderName or LockName || entry.StartsWith(LogoPrefix, StringComparison.Ordinal) || entry.StartsWith(Kernelspec.FileName, StringComparison.Ordinal);

    private static FileStream Lock(string folder)
    {
        string path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is SharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new KernelspecException($"Another llmnb is working in {folder}. Try again when it is done.", exception);
        }
    }

    /// <summary>A reader sees the old file or the new one, never a part.</summary>
    private static async Task ReplaceAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        string unfinished = path + ".part";
        await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
        File.Move(unfinished, path, overwrite: true);
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not among the command's resources.");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
