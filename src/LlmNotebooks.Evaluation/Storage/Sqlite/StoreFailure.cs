using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>What an error of SQLite means to the user of a run store.</summary>
internal static class StoreFailure
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Whether the error says that a file could not be made or changed.</summary>
    public static bool IsReadOnly(Exception? e) => e is SqliteException { SqliteErrorCode: ReadOnly or CannotOpen };

    public static RunStoreException Of(SqliteException e, string path) => new(
        e.SqliteErrorCode switch
        {
            Busy or Locked => $"'{path}' is in use by another process, which does not let go of it: {e.Message} Try again when that one is done.",
            ReadOnly => $"'{path}' cannot be written, because it, its folder or its disk is read-only: {e.Message} Name a store elsewhere (--store FILE; --into FILE for scores).",
            Corrupt or NotADatabase => $"'{path}' is not a run store, or is damaged: {e.Message} Name another file.",
            Full => $"The disk of '{path}' is full: {e.Message} Make room, and go on with the run.",
            CannotOpen => $"'{path}', or the log beside it, cannot be opened: {e.Message} See that file and folder may be read and written, or copy them to where they may.",
            _ => $"'{path}' cannot be used: {e.Message}",
        },
        path, e);

    /// <summary>Does some work on a store; its SQLite errors become the store's.</summary>
    /// <exception cref="RunStoreException">SQLite failed.</exception>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw Of(e, path);
        }
    }

    /// <summary>The same for rows that are read as they are enumerated.</summary>
    public static IEnumerable<T> Guard<T>(string path, IEnumerable<T> rows)
    {
        using IEnumerator<T> row = rows.GetEnumerator();
        while (Guard(path, row.MoveNext)) { yield return row.Current; }
    }
}
