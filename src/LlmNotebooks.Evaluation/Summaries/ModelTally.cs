using System.Runtime.InteropServices;
using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>One model's answers, condensed as they stream by.</summary>
internal sealed class ModelTally(IReadOnlyList<RunMetric> metrics, SampleIndex samples)
{
    private readonly HashSet<int> _clusters = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _firstTokens = [];
    private readonly ReasonTally _errors = new();
    private readonly ReasonTally _retried = new();
    private readonly ReasonTally _finished = new();
    private readonly ReasonTally _marks = new();
    private readonly bool[] _seen = new bool[metrics.Count];
    private readonly MetricTally[] _metrics = [.. metrics.Select(metric => new MetricTally(metric, samples))];
    private int _calls;
    private int _samples;
    private int _lastSample = -1;
    private long? _inputTokens;
    private long? _outputTokens;
    private double _outputMs;
    private double _timedTokens;
    private int _withoutUsage;

    /// <summary>Adds an answer with its scores; those of one sample come one after the other.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="places">Which metric a score is of.</param>
    public void Add(AnswerRow answer, Dictionary<(int Scoring, int Position), int> places)
    {
        AddCall(answer);
        Array.Clear(_seen);
        foreach (ScoreRow score in answer.Scores)
        {
            if (!places.TryGetValue((score.Scoring, score.Metric), out int metric)) { continue; }
            _metrics[metric].Add(answer.Sample, score.Value, score.Reason);
            _seen[metric] = true;
        }

        for (int i = 0; i < _seen.Length; i++)
        {
            if (!_seen[i]) { _metrics[i].Add(answer.Sample, null, ScoreRow.NotScored); }
        }
    }

    private void AddCall(AnswerRow answer)
    {
        _calls++;
        if (answer.Sample != _lastSample)
        {
            _lastSample = answer.Sample;
            _samples++;
            _clusters.Add(samples.Clusters[answer.Sample]);
        }

        if (answer.Retried is not null)
        {
            foreach (string type in answer.Retried.Split(',')) { _retried.Add(type); }
        }

        if (answer.TimeToFirstTokenMs is { } first) { _firstTokens.Add(first); }
        if (answer.InputTokens is { } input) { _inputTokens = (_inputTokens ?? 0) + input; }
        if (answer.ErrorType is not null)
        {
            _errors.Add(answer.ErrorType);
            // A service may also say so by an error.
            if (answer.ErrorType == CallFailure.FilteredType) { _marks.Add(AnswerMarks.Filtered); }
            return;
        }

        _finished.Add(answer.FinishReason ?? "not reported");
        foreach (string mark in AnswerMarks.All)
        {
            if (AnswerMarks.Has(answer, mark)) { _marks.Add(mark); }
        }

        if (answer.LatencyMs is { } latency) { _latencies.Add(latency); }
        if (answer.OutputTokens is { } output)
        {
            _outputTokens = (_outputTokens ?? 0) + output;
            if (answer.LatencyMs is { } took)
            {
                _timedTokens += output;
                _outputMs += took;
            }
        }
        else
        {
            _withoutUsage++;
        }
    }

    public ModelSummary Summary(string model, string? category, double confidence) => new()
    {
        Model = model,
        Category = category,
        Calls = _calls,
        Samples = _samples,
        Clusters = _clusters.Count,
        Errors = _errors.Total,
        ErrorTypes = _errors.Commonest(),
        Retries = _retried.Total,
        RetryTypes = _retried.Commonest(),
        FinishReasons = _finished.Commonest(),
        Marks = _marks.Commonest(),
        LatencyMs = Spread.Of(CollectionsMarshal.AsSpan(_latencies)),
        TimeToFirstTokenMs = Spread.Of(CollectionsMarshal.AsSpan(_firstTokens)),
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        WithoutUsage = _withoutUsage,
        OutputTokensPerSecond = _outputMs > 0 ? _timedTokens * 1000 / _outputMs : null,
        Metrics = [.. _metrics.Select(metric => metric.Summary(confidence))],
    };
}
