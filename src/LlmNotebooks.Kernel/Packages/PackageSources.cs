namespace LlmNotebooks.Kernel.Packages;

/// <summary>The sources of packages that cells name, besides those of NuGet's configuration.</summary>
internal static class PackageSources
{
    /// <summary>The full path of a folder, or a URL as it is.</summary>
    /// <param name="directive">The directive that names it.</param>
    /// <param name="folder">The folder that a path in a cell is relative to; in a loaded file it is relative to that.</param>
    /// <exception cref="PackageException">It is a folder that is not there, or nothing at all.</exception>
    public static string Resolve(PackageDirective directive, string folder)
    {
        string source = PackageRequest.Rest(directive.Reference);
        if (source.Length == 0)
        {
            throw new PackageException("#i names no source of packages; write \"nuget: FOLDER\" or \"nuget: URL\".");
        }
        if (Uri.TryCreate(source, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https") { return source; }
        string path = Path.GetFullPath(
            url is { IsFile: true } ? url.LocalPath : source,
            directive.File is null ? folder : Path.GetDirectoryName(directive.File)!);
        return Directory.Exists(path)
            ? path
            : throw new PackageException($"'{Secrets.Redact(source)}' is no source of packages: there is no folder {Secrets.Redact(path)}.");
    }
}
