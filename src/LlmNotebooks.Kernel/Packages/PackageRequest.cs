using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>A package that a cell asks for by <c>#r "nuget: NAME, VERSION"</c>.</summary>
/// <param name="Name">The package's id, as written.</param>
/// <param name="Version">An exact version, a floating one such as <c>1.*</c>, or a range; null for the newest stable one.</param>
internal sealed partial record PackageRequest(string Name, string? Version)
{
    private const string Prefix = "nuget:";

    /// <summary>Whether the same request may be answered by another version tomorrow.</summary>
    public bool IsFloating => Version is null || Version.Contains('*');

    /// <summary>The version as a project file takes it. A plain version means that one and no later.</summary>
    public string Range => Version is null ? "*" : IsFloating || Version[0] is '[' or '(' ? Version : $"[{Version}]";

    /// <summary>Whether a <c>#r</c> or <c>#i</c> names a package or a source of packages.</summary>
    public static bool IsPackage(string reference) => reference.TrimStart().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>What follows <c>nuget:</c>.</summary>
    public static string Rest(string reference) => reference.TrimStart()[Prefix.Length..].Trim();

    /// <summary>Reads the text of a <c>#r</c> that names a package.</summary>
    /// <exception cref="PackageException">The text names no package or no version; the message shows how to.</exception>
    public static PackageRequest Parse(string reference)
    {
        string[] parts = Rest(reference).Split(',', 2, StringSplitOptions.TrimEntries);
        if (!NamePattern().IsMatch(parts[0]))
        {
            throw new PackageException($"'{reference}' names no package; write \"nuget: NAME, VERSION\", for instance \"nuget: Newtonsoft.Json, 13.0.1\".");
        }
        if (parts.Length == 1) { return new PackageRequest(parts[0], null); }
        if (!VersionPattern().IsMatch(parts[1]))
        {
            throw new PackageException(
                $"'{parts[1]}' is not a version of the package {parts[0]}; write one such as 1.2.3, a floating one such as 1.*, or * for the newest.");
        }
        return new PackageRequest(parts[0], parts[1]);
    }

    public override string ToString() => Version is null ? Name : $"{Name} {Version}";

    [GeneratedRegex(@"^[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(
        @"^(\d+(\.\d+){0,3}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?|(\d+\.){0,3}\*(-\*)?|\d+(\.\d+){0,3}-([0-9A-Za-z.-]+\.)?\*|[\[(][0-9A-Za-z.,*\s+-]+[\])])$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VersionPattern();
}
