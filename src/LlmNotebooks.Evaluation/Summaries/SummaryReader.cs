using LlmNotebooks.Evaluation.Storage;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Streams a run's answers out of the store into summaries; texts stay on the disk.</summary>
internal static class SummaryReader
{
    /// <summary>One summary per model in the plan's order, or per model and category in ordinal order of the categories.</summary>
    public static IReadOnlyList<ModelSummary> Read(SqliteConnection connection, long run, RunPlan plan, double confidence, bool byCategory)
    {
        SampleIndex samples = SampleIndex.Read(connection, run, plan.Samples);
        List<ModelSummary> summaries = [];
        for (int candidate = 0; candidate < plan.Candidates.Count; candidate++)
        {
            string model = plan.Candidates[candidate].Name;
            foreach ((string category, ModelTally tally) in Tally(connection, run, candidate, plan, samples, byCategory))
            {
                summaries.Add(tally.Summary(model, byCategory ? category : null, confidence));
            }
        }

        return summaries;
    }

    private static SortedDictionary<string, ModelTally> Tally(SqliteConnection connection, long run, int candidate, RunPlan plan, SampleIndex samples, bool byCategory)
    {
        SortedDictionary<string, ModelTally> tallies = new(StringComparer.Ordinal);
        if (!byCategory) { tallies.Add(string.Empty, new ModelTally(plan, samples)); }
        string retried = StoreSchema.VersionOf(connection) >= 3 ? "a.retried" : "NULL";
        using SqliteCommand command = connection.Command(
            $"""
            SELECT a.key, a.sample, a.latency_ms, a.first_token_ms, a.input_tokens, a.output_tokens, a.error_type, s.metric, s.value, s.reason, {retried}
            FROM answers a LEFT JOIN scores s ON s.answer = a.key
            WHERE a.run = $run AND a.candidate = $candidate
            ORDER BY a.sample, a.repetition, s.metric
            """).With("$run", run).With("$candidate", candidate);
        using SqliteDataReader reader = command.ExecuteReader();
        long last = 0;
        while (reader.Read())
        {
            int sample = reader.GetInt32(1);
            string category = byCategory ? samples.Categories[sample] ?? string.Empty : string.Empty;
            if (!tallies.TryGetValue(category, out ModelTally? tally)) { tallies.Add(category, tally = new ModelTally(plan, samples)); }
            if (reader.GetInt64(0) is var key && key != last)
            {
                last = key;
                tally.Add(new SummaryRow(sample, reader.GetDouble(2), reader.Real(3), reader.Whole(4), reader.Whole(5), reader.Text(6), reader.Text(10)));
            }

            if (!reader.IsDBNull(7)) { tally.AddScore(sample, reader.GetInt32(7), reader.Real(8), reader.Text(9)); }
        }

        return tallies;
    }
}
