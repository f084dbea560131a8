using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Decisions;

/// <summary>How fast a model answered in a run, all its calls together.</summary>
/// <param name="Model">The model.</param>
/// <param name="OutputTokensPerSecond">Answer tokens per second of the time in which at least one call was under way.</param>
/// <param name="InputTokensPerSecond">Prompt tokens per second of that time.</param>
/// <param name="RequestsPerSecond">Answered calls per second of that time.</param>
/// <param name="BusySeconds">That time.</param>
/// <param name="MeanConcurrency">Calls under way at once, on average over that time.</param>
/// <remarks>It is what the machine gave at this concurrency, with other models in the run perhaps working beside; a peak takes a load test.</remarks>
public sealed record MeasuredThroughput(string Model, double OutputTokensPerSecond, double InputTokensPerSecond, double RequestsPerSecond, double BusySeconds, double MeanConcurrency)
{
    /// <summary>The throughput of a model in a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ArgumentException">The run has no such model, or no answer of it that reports its tokens.</exception>
    public static MeasuredThroughput Of(Run run, string model)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<(double Start, double End)> calls = [];
        double input = 0, output = 0;
        DateTimeOffset? origin = null;
        foreach (AnswerRow answer in run.Facts(model))
        {
            if (answer is { IsError: true } or { InputTokens: null } or { OutputTokens: null } || answer.LatencyMs is not { } took) { continue; }
            origin ??= answer.StartedAt;
            double start = (answer.StartedAt - origin.Value).TotalSeconds;
            calls.Add((start, start + (took / 1000)));
            input += answer.InputTokens.Value;
            output += answer.OutputTokens.Value;
        }

        double busy = Union(calls);
        return busy > 0
            ? new MeasuredThroughput(model, output / busy, input / busy, calls.Count / busy, busy, calls.Sum(c => c.End - c.Start) / busy)
            : throw new ArgumentException($"Run '{run.Id}' has no answer of '{model}' that reports its tokens and its time.", nameof(model));
    }

    private static double Union(List<(double Start, double End)> calls)
    {
        double busy = 0, until = double.NegativeInfinity;
        foreach ((double start, double end) in calls.Order())
        {
            busy += Math.Max(0, end - Math.Max(start, until));
            until = Math.Max(until, end);
        }

        return busy;
    }
}
