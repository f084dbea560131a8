using System.Text.Json;
using LlmNotebooks.Csv;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Importing;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Makes runs of the logs of other tools: their answers, with their own scores as a scoring.</summary>
public static class RunImport
{
    /// <summary>Reads a log of Inspect (.json, .eval), samples of lm-evaluation-harness (.jsonl) or results of promptfoo (.json, .jsonl), and stores it as a run.</summary>
    /// <param name="path">The log; gzip may have packed it.</param>
    /// <param name="options">Store, id and names; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work between two answers.</param>
    /// <remarks>
    /// What the log does not tell (times, tokens, reasons to stop) is missing, never 0. Where it does not tell when an answer was given, that is the time of the log's beginning, or of the import.
    /// A run can be scored by further metrics, compared and exported like any other; it cannot be resumed.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is none of these logs, or has no answer; the message says what it is.</exception>
    /// <exception cref="RunStoreException">The store cannot be written, or has a run of this id.</exception>
    public static async Task<ImportResult> ImportAsync(string path, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new ImportOptions();
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no log '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        ImportedLog log = Read(path, options.Model);
        if (log.Answers.Count == 0) { throw new InvalidDataException($"{path}: the log has no answer."); }
        Dataset dataset = Dataset.Create(log.Name ?? Path.GetFileNameWithoutExtension(path), log.Samples);
        string[] models = [.. log.Answers.Select(answer => Named(answer, options)).Distinct(StringComparer.Ordinal)];
        RunPlan plan = new()
        {
            DatasetName = dataset.Name,
            DatasetHash = dataset.Hash,
            DatasetSource = path,
            Samples = dataset.Samples.Count,
            Candidates = [.. models.Select(model => new RunCandidate(model, Source: null, model, FileBytes: null))],
            Metrics = log.Metrics,
            Repetitions = log.Answers.Max(answer => answer.Repetition),
            Seed = 0,
        };
        SqliteRunStore store = new(options.StorePath ?? TemporaryStore.NewPath());
        if (options.RunId is { } id && File.Exists(store.Location) && store.FindRun(id) is not null) { throw new RunStoreException($"'{store.Location}' has a run '{id}' already; give another id.", store.Location); }
        IRunWriter writer = store.BeginRun(plan, dataset, new RunOptions { StorePath = options.StorePath, RunId = options.RunId, Name = options.Name ?? log.Name, TimeProvider = options.TimeProvider, Repetitions = plan.Repetitions });
        await using (writer.ConfigureAwait(false))
        {
            await StoreAsync(writer, log, plan, dataset, options, cancellationToken).ConfigureAwait(false);
            await writer.EndAsync(log.Answers.Count == plan.Calls ? log.Status : log.Status == RunStatus.Completed ? RunStatus.Interrupted : log.Status).ConfigureAwait(false);
        }

        return new ImportResult(new Run(store, store.FindRun(writer.Run.Id)!), log.Tool, Unknown(log));
    }

    private static string Named(ImportedAnswer answer, ImportOptions options) => options.Model ?? answer.Model;

    private static async Task StoreAsync(IRunWriter writer, ImportedLog log, RunPlan plan, Dataset dataset, ImportOptions options, CancellationToken cancellationToken)
    {
        Dictionary<string, int> samples = dataset.Samples.Select((sample, index) => (sample.Id, index)).ToDictionary(sample => sample.Id, sample => sample.index, StringComparer.Ordinal);
        Dictionary<string, int> candidates = plan.Candidates.Select((candidate, index) => (candidate.Name, index)).ToDictionary(candidate => candidate.Name, candidate => candidate.index, StringComparer.Ordinal);
        ScoringInfo? scoring = log.Metrics.Count == 0 ? null : writer.BeginScoring(log.Metrics);
        HashSet<(int, int, int)> stored = [];
        foreach (ImportedAnswer answer in log.Answers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AnswerRow row = answer.Row;
            (row.Candidate, row.Sample, row.Repetition) = (candidates[Named(answer, options)], samples[answer.Sample], answer.Repetition);
            if (!stored.Add((row.Candidate, row.Sample, row.Repetition))) { throw new InvalidDataException($"{log.Path}: '{Named(answer, options)}' answers sample '{answer.Sample}' twice as repetition {answer.Repetition}{(options.Model is null ? "." : "; the log has several models: leave ImportOptions.Model out.")}"); }
            if (!answer.IsDated) { row.StartedAt = log.Created ?? options.TimeProvider.GetUtcNow(); }
            long key = await writer.AppendAsync(row, cancellationToken).ConfigureAwait(false);
            if (scoring is null) { continue; }
            Score[] scores = [.. log.Metrics.Select(metric => answer.Scores.TryGetValue(metric.Name, out Score? score) ? score : Score.Missing("the log has no such score of this answer"))];
            await writer.QueueScoresAsync(scoring, key, scores, cancellationToken).ConfigureAwait(false);
        }

        if (scoring is not null) { await writer.EndScoringAsync(scoring, RunStatus.Completed).ConfigureAwait(false); }
    }

    private static ImportedLog Read(string path, string? model)
    {
        ReadOnlySpan<byte> begin = FileSignature.Begin(path);
        if (begin.StartsWith("PK"u8)) { return InspectLog.ReadArchive(path); }
        using Stream stream = TextEncoding.Open(path);
        using MemoryStream text = new();
        stream.CopyTo(text);
        ReadOnlyMemory<byte> bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
        if (bytes.Span.StartsWith("\uFEFF"u8)) { bytes = bytes[3..]; }
        List<JsonElement> values = Values(path, bytes.Span);
        JsonElement first = values.Count > 0 ? values[0] : throw new InvalidDataException($"{path}: the file is empty.");
        return first.Get("eval") is { ValueKind: JsonValueKind.Object } ? InspectLog.Read(first, path)
            : first.Get("results").Get("results") is { ValueKind: JsonValueKind.Array } ? PromptfooResults.Read(first, path)
            : HarnessSamples.Is(first) ? HarnessSamples.Read(values, path, model)
            : PromptfooResults.Is(first) ? PromptfooResults.Read(values, path)
            : throw new InvalidDataException($"{path}: the file is no log of Inspect, no samples of lm-evaluation-harness and no results of promptfoo. A data set is read by llmnb evaluate; scores in a table by llmnb compare --csv.");
    }

    // One object, lines of them, or an array.
    private static List<JsonElement> Values(string path, ReadOnlySpan<byte> text)
    {
        List<JsonElement> values = [];
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read()) { values.Add(JsonElement.ParseValue(ref reader)); }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {(e.LineNumber ?? 0) + 1}: not a JSON value; {e.Message.Split(" LineNumber:")[0].Split(" Path:")[0]}", e);
        }

        return values is [{ ValueKind: JsonValueKind.Array } array] ? [.. array.EnumerateArray()] : values;
    }

    private static string[] Unknown(ImportedLog log)
    {
        AnswerRow[] answered = [.. log.Answers.Select(answer => answer.Row).Where(row => !row.IsError)];
        List<string> unknown = [];
        Note(answered.Count(row => row.LatencyMs is null), "latency");
        Note(answered.Count(row => row.InputTokens is null || row.OutputTokens is null), "tokens");
        Note(answered.Count(row => row.FinishReason is null), "the reason to stop");
        unknown.Add("the time to the first token");
        if (log.Created is null) { unknown.Add("when each answer was given (the run has the time of the import)"); }
        else { unknown.Add("when each answer was given (the run has the time of the log)"); }
        if (log.Metrics.Any(metric => !metric.IsBounded)) { unknown.Add($"the range of {string.Join(", ", log.Metrics.Where(metric => !metric.IsBounded).Select(metric => metric.Name))}"); }
        return [.. unknown];

        void Note(int count, string what)
        {
            if (count > 0) { unknown.Add(count == answered.Length ? what : $"{what} of {count} of {answered.Length} answers"); }
        }
    }
}
