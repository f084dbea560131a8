using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Statistics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Reads what two models of one run scored and answered on the same samples.</summary>
internal static class PairReader
{
    /// <summary>One model's scores of one metric, without texts.</summary>
    public static List<ItemScore> Scores(SqliteConnection connection, long run, int candidate, int metric)
    {
        using SqliteCommand command = connection.Command(
            """
            SELECT p.id, s.value, p.cluster
            FROM answers a
            JOIN scores s ON s.answer = a.key AND s.metric = $metric
            JOIN runs r ON r.key = a.run
            JOIN samples p ON p.dataset = r.dataset AND p.ordinal = a.sample
            WHERE a.run = $run AND a.candidate = $candidate ORDER BY a.sample, a.repetition
            """).With("$run", run).With("$candidate", candidate).With("$metric", metric);
        using SqliteDataReader reader = command.ExecuteReader();
        List<ItemScore> scores = [];
        while (reader.Read()) { scores.Add(new ItemScore(reader.GetString(0), reader.Real(1), reader.Text(2))); }
        return scores;
    }

    /// <summary>Pairs of answers that differ in verdict, and those without two scores.</summary>
    public static Disagreements Disagreements(SqliteConnection connection, long run, RunPlan plan, int a, int b, int metric)
    {
        using SqliteCommand command = connection.Command(
            """
            SELECT p.id, p.category, p.cluster, a.repetition, p.input, p.target, a.text, sa.value, sa.reason, b.text, sb.value, sb.reason
            FROM answers a
            JOIN answers b ON b.run = a.run AND b.candidate = $b AND b.sample = a.sample AND b.repetition = a.repetition
            JOIN scores sa ON sa.answer = a.key AND sa.metric = $metric
            JOIN scores sb ON sb.answer = b.key AND sb.metric = $metric
            JOIN runs r ON r.key = a.run
            JOIN samples p ON p.dataset = r.dataset AND p.ordinal = a.sample
            WHERE a.run = $run AND a.candidate = $a
            ORDER BY a.sample, a.repetition
            """).With("$run", run).With("$a", a).With("$b", b).With("$metric", metric);
        List<Disagreement> differing = [], missing = [];
        int compared = 0;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            double? scoreA = reader.Real(7), scoreB = reader.Real(10);
            bool both = scoreA is not null && scoreB is not null;
            if (both) { compared++; }
            if (both && Passes(scoreA) == Passes(scoreB)) { continue; }
            (both ? differing : missing).Add(Row(reader));
        }

        return new Disagreements(plan.Candidates[a].Name, plan.Candidates[b].Name, plan.Metrics[metric], compared, differing, missing);
    }

    private static bool Passes(double? score) => score >= VerdictTally.PassMark;

    private static Disagreement Row(SqliteDataReader reader) => new(
        reader.GetString(0), reader.Text(1), reader.Text(2), reader.GetInt32(3), reader.GetString(4), reader.Text(5),
        new DisagreementSide(reader.Text(6), StoredScore.Of(reader.Real(7), reader.Text(8))),
        new DisagreementSide(reader.Text(9), StoredScore.Of(reader.Real(10), reader.Text(11))));
}
