using LlmNotebooks.Evaluation.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation;

/// <summary>A file of runs: every answer with its scores, the plans, the samples. SQLite, readable while runs are being written to it.</summary>
public sealed class RunStore
{
    private readonly SqliteRunStore _store;

    private RunStore(string path) => _store = new SqliteRunStore(path);

    /// <summary>The file.</summary>
    public string Path => _store.Location;

    /// <summary>Opens an existing store to read. No file is held open between calls. A store of finished runs can also be read where nothing can be written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="RunStoreException">The file is not a run store, was written by a newer version, or cannot be read.</exception>
    public static RunStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using SqliteConnection connection = StoreSchema.OpenReadable(path);
        return new RunStore(path);
    }

    /// <summary>All runs, the oldest first.</summary>
    /// <param name="cancellationToken">Checked before reading.</param>
    /// <exception cref="RunStoreException">The store cannot be read.</exception>
    public Task<IReadOnlyList<RunInfo>> ListRunsAsync(CancellationToken cancellationToken = default) => Task.Run(_store.ListRuns, cancellationToken);

    /// <summary>One run.</summary>
    /// <param name="id">Its id, or an unambiguous beginning of it.</param>
    /// <param name="cancellationToken">Checked before reading.</param>
    /// <exception cref="RunStoreException">The store has no such run, or several that begin so, or cannot be read.</exception>
    public Task<Run> OpenRunAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Task.Run(() => new Run(_store, Find(id)), cancellationToken);
    }

    private RunInfo Find(string id)
    {
        if (_store.FindRun(id) is { } run) { return run; }
        IReadOnlyList<RunInfo> all = _store.ListRuns();
        RunInfo[] begin = [.. all.Where(known => known.Id.StartsWith(id, StringComparison.Ordinal))];
        if (begin is [{ } one]) { return one; }
        throw new RunStoreException(
            begin.Length > 1
                ? $"'{Path}' has {begin.Length} runs that begin with '{id}': {string.Join(", ", begin.Select(known => known.Id))}. Give more of the id."
                : $"'{Path}' has no run '{id}'; it has {(all.Count == 0 ? "none" : string.Join(", ", all.Select(known => known.Id)))}.",
            Path);
    }
}
