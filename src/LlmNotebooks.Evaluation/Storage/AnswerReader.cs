using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Streams answers out of the store, one in memory at a time.</summary>
internal static class AnswerReader
{
    private static string Select(int version) =>
        $"""
        SELECT a.key, a.candidate, p.id, p.hash, p.category, p.cluster, p.template, p.input, p.target, a.repetition, a.seed, a.started, a.latency_ms,
               a.first_token_ms, a.input_tokens, a.output_tokens, a.text, a.finish_reason, a.model_id, a.error_type, a.error_message,
               {(version >= 2 ? "a.cached_input_tokens, a.reasoning_tokens" : "NULL, NULL")}, {(version >= 3 ? "a.retried, a.waited_ms" : "NULL, NULL")}
        FROM answers a JOIN runs r ON r.key = a.run JOIN samples p ON p.dataset = r.dataset AND p.ordinal = a.sample
        WHERE a.run = $run AND ($candidate IS NULL OR a.candidate = $candidate)
        ORDER BY a.candidate, a.sample, a.repetition
        """;

    /// <summary>Answers by candidate, sample, repetition.</summary>
    public static IEnumerable<Answer> Read(string path, long run, RunPlan plan, int? candidate) =>
        StoreFailure.Guard(path, Rows(path, run, plan, candidate));

    private static IEnumerable<Answer> Rows(string path, long run, RunPlan plan, int? candidate)
    {
        using SqliteConnection connection = StoreSchema.OpenReadable(path);
        // One snapshot for answers and scores, though a run may be going on.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        using SqliteCommand scores = connection.Command("SELECT metric, value, reason FROM scores WHERE answer = $answer", transaction).With("$answer", null);
        using SqliteCommand answers = connection.Command(Select(StoreSchema.VersionOf(connection, transaction)), transaction).With("$run", run).With("$candidate", candidate);
        using SqliteDataReader reader = answers.ExecuteReader();
        while (reader.Read())
        {
            scores.Parameters["$answer"].Value = reader.GetInt64(0);
            yield return Answer(reader, plan, Scores(scores, plan));
        }
    }

    private static Answer Answer(SqliteDataReader reader, RunPlan plan, Dictionary<string, Score> scores) => new()
    {
        Model = plan.Candidates[reader.GetInt32(1)].Name,
        SampleId = reader.GetString(2),
        SampleHash = reader.GetString(3),
        Category = reader.Text(4),
        Cluster = reader.Text(5),
        Template = reader.Text(6),
        Input = reader.GetString(7),
        Target = reader.Text(8),
        Repetition = reader.GetInt32(9),
        Seed = reader.GetInt64(10),
        StartedAt = StoreTime.Parse(reader.GetString(11)),
        LatencyMs = reader.GetDouble(12),
        TimeToFirstTokenMs = reader.Real(13),
        InputTokens = reader.Whole(14),
        OutputTokens = reader.Whole(15),
        Text = reader.Text(16),
        FinishReason = reader.Text(17),
        ModelId = reader.Text(18),
        ErrorType = reader.Text(19),
        ErrorMessage = reader.Text(20),
        CachedInputTokens = reader.Whole(21),
        ReasoningTokens = reader.Whole(22),
        Retried = reader.Text(23)?.Split(',') ?? [],
        WaitedMs = reader.Real(24) ?? 0,
        Scores = scores,
    };

    private static Dictionary<string, Score> Scores(SqliteCommand command, RunPlan plan)
    {
        Dictionary<string, Score> scores = new(StringComparer.Ordinal);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read()) { scores.Add(plan.Metrics[reader.GetInt32(0)], StoredScore.Of(reader.Real(1), reader.Text(2))); }
        return scores;
    }
}
