using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.References;

/// <summary>The packages of one session, restored together so that they fit each other.</summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="assemblies">Where the packages' assemblies are loaded from.</param>
/// <param name="displays">Where a restore shows that it runs.</param>
/// <param name="restorer">What restores them.</param>
internal sealed class SessionPackages(string folder, CellAssemblies assemblies, Displays displays, PackageRestorer restorer)
{
    private readonly HashSet<string> _said = [];
    private readonly Dictionary<PackageRequest, PackageRequest> _resolved = [];
    private List<PackageRequest> _requests = [];
    private List<string> _sources = [];
    private PackagesOfCell _prepared = PackagesOfCell.None;

    /// <summary>Finds the files of the packages that a cell asks for, together with those of earlier cells.</summary>
    /// <exception cref="PackageException">The packages cannot be had.</exception>
    public async Task<PackagesOfCell> PrepareAsync(
        IReadOnlyList<PackageRequest> requests, IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        _prepared = PackagesOfCell.None with { Requests = Merge(requests), Sources = [.. _sources.Union(sources)] };
        if (_prepared.Requests.SequenceEqual(_requests)) { return _prepared; }

        PackageGraph graph = new(_prepared.Requests, _prepared.Sources, folder, DotnetSdk.Find());
        PackageSet set = restorer.FindRestored(graph) ?? await RestoreAsync(graph, cancellationToken);
        AddedAssemblies added = assemblies.Add(set);
        foreach (PackageRequest request in requests) { _resolved[request] = set.Resolve(request); }
        _prepared = _prepared with
        {
            // A floating version that was found once is this session's from then on.
            Requests = [.. _prepared.Requests.Select(request => request.IsFloating ? set.Resolve(request) : request)],
            Paths = added.Paths,
            Warnings = [.. set.Warnings.Select(warning => "warning: " + warning).Concat(added.Warnings).Where(warning => !_said.Contains(warning))],
        };
        return _prepared;
    }

    /// <summary>Says that the cell prepared last has compiled: its packages are those of the session.</summary>
    public void Accept()
    {
        _requests = [.. _prepared.Requests];
        _sources = [.. _prepared.Sources];
        _said.UnionWith(_prepared.Warnings);
    }

    private List<PackageRequest> Merge(IReadOnlyList<PackageRequest> requests)
    {
        List<PackageRequest> merged = [.. _requests];
        foreach (PackageRequest request in requests.Distinct())
        {
            if (requests.FirstOrDefault(other => IsSame(other, request) && other.Version != request.Version) is { } other)
            {
                throw new PackageException($"{request.Name} is asked for twice, as '{other}' and as '{request}'; leave one.");
            }
            int known = merged.FindIndex(earlier => IsSame(earlier, request));
            // A session that has the package has it in some version; the newest is not asked for again.
            if (known >= 0 && (request.Version is null || merged[known] == _resolved.GetValueOrDefault(request))) { continue; }
            if (known >= 0) { merged[known] = request; }
            else { merged.Add(request); }
        }
        return merged;
    }

    private static bool IsSame(PackageRequest one, PackageRequest other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    private async Task<PackageSet> RestoreAsync(PackageGraph graph, CancellationToken cancellationToken)
    {
        PackageRequest[] added = [.. graph.Requests.Except(_requests)];
        string names = string.Join(", ", added.Select(request => request.ToString()));
        string display = displays.Show(Text($"Restoring {names}…"));
        string outcome = $"{names} could not be restored.";
        try
        {
            PackageSet set = await restorer.RestoreAsync(graph, cancellationToken);
            outcome = string.Join(", ", added.Select(request => set.Resolve(request).ToString()));
            return set;
        }
        catch (OperationCanceledException)
        {
            outcome = $"Restoring {names} was stopped.";
            throw;
        }
        finally
        {
            displays.Update(Text(outcome), display);
        }
    }

    private static MimeBundle Text(string text) => new MimeBundle().With(MimeTypeNames.Plain, text);
}
