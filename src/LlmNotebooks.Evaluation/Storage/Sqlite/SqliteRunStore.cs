using LlmNotebooks.Datasets;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Runs in a SQLite file. No file is held open between calls; stores of former versions are read as they are, and brought up to date when they are written.</summary>
internal sealed class SqliteRunStore(string path) : IRunStore
{
    public string Location { get; } = path;

    public IReadOnlyList<RunInfo> ListRuns() => StoreSchema.Read(Location, RunRows.List);

    public RunInfo? FindRun(string id) => StoreSchema.Read(Location, connection => RunRows.Find(connection, id)?.Info);

    public IReadOnlyList<ScoringInfo> Scorings(string run) => StoreSchema.Read(Location, connection => ScoringRows.List(connection, Key(connection, run)));

    public IEnumerable<Sample> Samples(string run) => Stream(run, RunRows.Samples);

    public IEnumerable<SampleFacts> SampleFacts(string run) => Stream(run, RunRows.SampleFacts);

    public IEnumerable<AnswerRow> Answers(string run, AnswerQuery query) => AnswerReader.Read(Location, StoreSchema.Read(Location, connection => Key(connection, run)), query);

    public IRunWriter BeginRun(RunPlan plan, Dataset dataset, RunOptions options) => SqliteRunWriter.Begin(Location, plan, dataset, options);

    public IRunWriter OpenForScoring(string run, TimeProvider time) => SqliteRunWriter.Open(Location, run, time);

    /// <exception cref="RunStoreException">There is no such run.</exception>
    public static long Key(SqliteConnection connection, string run) =>
        RunRows.Find(connection, run)?.Key ?? throw new RunStoreException($"'{connection.DataSource}' has no run '{run}'.", connection.DataSource);

    private IEnumerable<T> Stream<T>(string run, Func<SqliteConnection, long, IEnumerable<T>> rows)
    {
        return StoreFailure.Guard(Location, Rows());

        IEnumerable<T> Rows()
        {
            using SqliteConnection connection = StoreSchema.OpenReadable(Location);
            foreach (T row in rows(connection, Key(connection, run))) { yield return row; }
        }
    }
}
