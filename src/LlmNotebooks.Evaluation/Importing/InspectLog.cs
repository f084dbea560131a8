using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>Logs of Inspect: one JSON object, or the archive (.eval) that holds it in parts.</summary>
/// <remarks>
/// After Inspect's "Log Files" and EvalLog of inspect_ai.log. The time of an answer is that of the last call to the model (output.time), not of the whole sample. Values C, I, P and N are 1, 0, 0.5 and 0,
/// as its value_to_float has them; of any other number the range is not known.
/// </remarks>
internal static class InspectLog
{
    public const string Tool = "Inspect";

    /// <summary>A log in one object.</summary>
    public static ImportedLog Read(JsonElement log, string path)
    {
        ImportedLog read = Head(log, path);
        foreach (JsonElement sample in log.Get("samples").Elements()) { Add(read, sample, Model(log)); }
        return read;
    }

    /// <summary>A log in an archive.</summary>
    public static ImportedLog ReadArchive(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        // The header comes last; a log that was cut off has what was known at its beginning.
        ZipArchiveEntry header = archive.GetEntry("header.json") ?? archive.GetEntry("_journal/start.json") ?? throw new InvalidDataException($"{path}: the archive is no log of Inspect: it has neither header.json nor _journal/start.json.");
        using JsonDocument head = Parse(header);
        ImportedLog read = Head(head.RootElement, path);
        if (archive.GetEntry("header.json") is null) { read.Status = RunStatus.Interrupted; }
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.StartsWith("samples/", StringComparison.Ordinal) && entry.FullName.EndsWith(".json", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using JsonDocument sample = Parse(entry);
            Add(read, sample.RootElement, Model(head.RootElement));
        }

        return read;
    }

    private static JsonDocument Parse(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        return JsonDocument.Parse(stream);
    }

    private static ImportedLog Head(JsonElement log, string path) => new(Tool, path)
    {
        Name = log.Get("eval").Get("task").Text(),
        Created = log.Get("eval").Get("created").Time(),
        Status = log.Get("status").Text() switch { "success" => RunStatus.Completed, "error" => RunStatus.Failed, _ => RunStatus.Interrupted },
    };

    private static string? Model(JsonElement log) => log.Get("eval").Get("model").Text();

    private static void Add(ImportedLog log, JsonElement sample, string? model)
    {
        if (sample.Get("id").Text() is not { } id) { throw new InvalidDataException($"{log.Path}: a sample has no id."); }
        if (!log.Has(id)) { log.Add(Asked(sample, id)); }
        JsonElement? output = sample.Get("output"), choice = output.Get("choices").Elements().Select(first => (JsonElement?)first).FirstOrDefault(), usage = output.Get("usage");
        (string text, string? reasoning) = Content(choice.Get("message").Get("content"));
        string? error = sample.Get("error").Get("message").Text() ?? output.Get("error").Text();
        AnswerRow row = new()
        {
            StartedAt = log.Created ?? default,
            LatencyMs = output.Get("time").Number() * 1000,
            InputTokens = Whole(usage),
            OutputTokens = usage.Get("output_tokens").Count(),
            CachedInputTokens = usage.Get("input_tokens_cache_read").Count(),
            ReasoningTokens = usage.Get("reasoning_tokens").Count(),
            Text = error is null && choice is not null ? text : null,
            Reasoning = reasoning,
            FinishReason = choice.Get("stop_reason").Text(),
            ModelId = output.Get("model").Text(),
            ErrorType = error is null && choice is not null ? null : "imported-error",
            ErrorMessage = error ?? (choice is null ? "the log has no answer" : null),
        };
        ImportedAnswer answer = new(model ?? row.ModelId ?? throw new InvalidDataException($"{log.Path}: the log names no model."), id, (int)(sample.Get("epoch").Count() ?? 1), row, IsDated: log.Created is not null);
        log.Answers.Add(answer);
        if (sample.Get("scores") is not { ValueKind: JsonValueKind.Object } scores) { return; }
        foreach (JsonProperty score in scores.EnumerateObject()) { AddScore(log, answer, score.Name, score.Value.Get("value"), score.Value.Get("explanation").Text()); }
    }

    // Cached tokens stand beside the others.
    private static long? Whole(JsonElement? usage) =>
        usage.Get("input_tokens").Count() is { } input ? input + (usage.Get("input_tokens_cache_read").Count() ?? 0) + (usage.Get("input_tokens_cache_write").Count() ?? 0) : null;

    private static void AddScore(ImportedLog log, ImportedAnswer answer, string name, JsonElement? value, string? reason)
    {
        switch (value)
        {
            // Several values of one scorer are metrics of their own.
            case { ValueKind: JsonValueKind.Object } several:
                foreach (JsonProperty one in several.EnumerateObject()) { AddScore(log, answer, $"{name}.{one.Name}", one.Value, reason); }
                break;
            case { ValueKind: JsonValueKind.True or JsonValueKind.False } truth:
                log.Score(answer, name, Score.Of(truth.GetBoolean() ? 1 : 0, reason), isShare: true);
                break;
            case { ValueKind: JsonValueKind.Number } number when value.Number() is { } found:
                log.Score(answer, name, Score.Of(found, reason), isShare: false);
                break;
            case { ValueKind: JsonValueKind.String } text when Letter(text.GetString()!) is { } found:
                log.Score(answer, name, Score.Of(found, reason), isShare: true);
                break;
            default:
                log.Score(answer, name, Score.Missing(value is { } other ? $"the log's value is no number: {other.GetRawText()}" : "the log has no value"), isShare: true);
                break;
        }
    }

    private static double? Letter(string value) => value switch { "C" => 1, "I" => 0, "P" => 0.5, "N" => 0, _ => null };

    private static Sample Asked(JsonElement sample, string id)
    {
        (IReadOnlyList<Message> history, string input) = Input(sample.Get("input"));
        return new Sample(id, string.IsNullOrWhiteSpace(input) ? "(the log has no input)" : input)
        {
            History = history,
            Choices = sample.Get("choices").Texts(),
            References = sample.Get("target").Texts(),
        };
    }

    // A text, or messages of which the last one of the user is the input.
    private static (IReadOnlyList<Message> History, string Input) Input(JsonElement? input)
    {
        if (input is not { ValueKind: JsonValueKind.Array }) { return ([], input.Text() ?? string.Empty); }
        List<Message> messages = [];
        foreach (JsonElement message in input.Elements())
        {
            MessageRole? role = message.Get("role").Text() switch { "system" or "developer" => MessageRole.System, "user" => MessageRole.User, "assistant" => MessageRole.Assistant, _ => null };
            if (role is { } known) { messages.Add(new Message(known, Content(message.Get("content")).Text)); }
        }

        int last = messages.FindLastIndex(message => message.Role == MessageRole.User);
        return last < 0 ? ([], string.Join("\n\n", messages.Select(message => message.Text))) : (messages[..last], messages[last].Text);
    }

    private static (string Text, string? Reasoning) Content(JsonElement? content)
    {
        if (content is not { ValueKind: JsonValueKind.Array }) { return (content.Text() ?? string.Empty, null); }
        StringBuilder text = new(), reasoning = new();
        foreach (JsonElement part in content.Elements())
        {
            text.Append(part.Get("text").Text());
            reasoning.Append(part.Get("reasoning").Text());
        }

        return (text.ToString(), reasoning.Length > 0 ? reasoning.ToString() : null);
    }
}
