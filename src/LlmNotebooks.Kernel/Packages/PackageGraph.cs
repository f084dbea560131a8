using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>Everything that decides which files a set of packages comes to.</summary>
/// <param name="Requests">The packages that the session asks for, together.</param>
/// <param name="Sources">Sources besides those of the configuration: full paths and URLs.</param>
/// <param name="Folder">The notebook's folder, whose configuration of NuGet counts.</param>
/// <param name="Sdk">The SDK that restores them.</param>
internal sealed record PackageGraph(
    IReadOnlyList<PackageRequest> Requests, IReadOnlyList<string> Sources, string Folder, DotnetSdk Sdk)
{
    /// <summary>Changed whenever a new form of the generated project or of the stored files makes older entries wrong.</summary>
    private const string Generation = "2";

    /// <summary>The framework that is built for: that of this process.</summary>
    public static string Framework { get; } = $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    public bool IsFloating => Requests.Any(request => request.IsFloating);

    /// <summary>A name for the graph that holds for the same packages, sources, configuration, SDK and platform.</summary>
    public string Key()
    {
        StringBuilder text = new();
        text.AppendJoin('\n', Generation, Framework, RuntimeInformation.RuntimeIdentifier, Sdk.Version).Append('\n');
        foreach (PackageRequest request in Requests.OrderBy(request => request.Name, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(request.Name.ToUpperInvariant()).Append(' ').Append(request.Range).Append('\n');
        }
        foreach (string source in Sources) { text.Append("source ").Append(source).Append('\n'); }
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        foreach (string file in NuGetConfigFiles.Of(Folder))
        {
            // The path counts as well: a source in it may be relative to it.
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{file}\n"));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
