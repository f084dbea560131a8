using System.Collections.Concurrent;

namespace LlmNotebooks.Kernel.XmlDocs;

/// <summary>The documentation of .NET itself, from the reference pack of an SDK beside the running runtime.</summary>
/// <remarks>
/// The packs describe what programs refer to and not what the runtime is made of: <c>List</c> lives in
/// System.Private.CoreLib and is described in System.Collections.xml. So all files are searched, the likely ones first.
/// </remarks>
internal static class FrameworkDocumentation
{
    private static readonly Lazy<string[]> Files = new(Find);
    private static readonly ConcurrentDictionary<string, string> FileOfType = new(StringComparer.Ordinal);

    /// <summary>The element of a member; null when no file has it, as on a machine without an SDK.</summary>
    /// <param name="id">The member's documentation id.</param>
    /// <param name="typeId">The id of its outermost type.</param>
    /// <param name="assembly">The name of the assembly that the runtime has it in.</param>
    /// <param name="cancellationToken">A request to stop.</param>
    public static string? Find(string id, string typeId, string assembly, CancellationToken cancellationToken)
    {
        if (FileOfType.TryGetValue(typeId, out string? known)) { return DocumentationFile.Find(known, id, cancellationToken); }
        foreach (string file in Files.Value.OrderBy(file => Order(Path.GetFileNameWithoutExtension(file), assembly)))
        {
            if (DocumentationFile.Find(file, id, cancellationToken) is { } found)
            {
                FileOfType[typeId] = file;
                return found;
            }
        }
        return null;
    }

    private static int Order(string name, string assembly) =>
        name.Equals(assembly, StringComparison.OrdinalIgnoreCase) ? 0 : name switch
        {
            "System.Runtime" => 1,
            "System.Collections" or "System.Threading" or "System.Console" or "System.Linq" => 2,
            // Large, and of interest to few.
            "System.Runtime.Intrinsics" => 4,
            _ => 3,
        };

    private static string[] Find()
    {
        // DOTNET/shared/Microsoft.NETCore.App/VERSION/System.Private.CoreLib.dll
        string? root = Path.GetDirectoryName(typeof(object).Assembly.Location);
        for (int up = 0; up < 3; up++) { root = Path.GetDirectoryName(root); }
        string packs = Path.Combine(root ?? "", "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(packs)) { return []; }
        string framework = $"net{Environment.Version.Major}.{Environment.Version.Minor}";
        return Directory.EnumerateDirectories(packs)
            .Select(pack => Path.Combine(pack, "ref", framework))
            .Where(Directory.Exists)
            .OrderByDescending(folder => Version.TryParse(Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder))), out Version? version) ? version : new Version())
            .Select(folder => Directory.GetFiles(folder, "*.xml"))
            .FirstOrDefault(files => files.Length > 0) ?? [];
    }
}
