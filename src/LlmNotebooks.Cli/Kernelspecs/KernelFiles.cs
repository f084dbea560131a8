using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The kernel that is laid beside the command: what an installation copies.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Host">The dotnet that starts it.</param>
/// <param name="Mark">Its version and build.</param>
internal sealed record KernelFiles(string Folder, string Host, KernelMark Mark)
{
    /// <summary>The kernel's program within its folder.</summary>
    public const string Assembly = "LlmNotebooks.Kernel.dll";

    /// <summary>Reads a folder's kernel.</summary>
    /// <exception cref="FileNotFoundException">The program is not there.</exception>
    public static KernelFiles Read(string folder, string host, string version)
    {
        string program = Path.Combine(folder, Assembly);
        return File.Exists(program)
            ? new KernelFiles(folder, host, new KernelMark(version, Hash(folder)))
            : throw new FileNotFoundException($"The kernel is missing: {program}. Build or install llmnb again.", program);
    }

    /// <summary>Copies the files into a new folder.</summary>
    public void CopyTo(string target, CancellationToken cancellationToken)
    {
        foreach (string name in Names(Folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string copy = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Folder, name), copy);
        }
    }

    private static string Hash(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in Names(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name.Replace('\\', '/')));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);
}
