using System.Runtime.InteropServices;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands;

/// <summary>How long a model was at work on at least one call, and what it wrote meanwhile.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BusyTime(long OutputTokens, TimeSpan Time)
{
    /// <summary>Of answers: calls that overlap count once, and the time in which other models answered does not count.</summary>
    public static BusyTime Of(IEnumerable<Answer> answers)
    {
        long tokens = 0;
        TimeSpan busy = TimeSpan.Zero;
        DateTimeOffset until = DateTimeOffset.MinValue;
        foreach (Answer answer in answers.Where(answer => answer.OutputTokens is not null).OrderBy(answer => answer.StartedAt))
        {
            tokens += answer.OutputTokens!.Value;
            DateTimeOffset end = answer.StartedAt.AddMilliseconds(answer.LatencyMs);
            if (end <= until) { continue; }
            busy += end - (answer.StartedAt > until ? answer.StartedAt : until);
            until = end;
        }

        return new(tokens, busy);
    }
}
