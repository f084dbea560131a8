using System.Text;

namespace LlmNotebooks.Inference;

/// <summary>Exceptions in words.</summary>
internal static class Failures
{
    /// <summary>The message in one line, and those of its causes that it does not repeat.</summary>
    public static string Describe(Exception e)
    {
        StringBuilder text = new(e.Message);
        // What the service sent is told by the first; below is how a library stumbled over it.
        for (Exception? inner = e is IncompleteAnswerException ? null : e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!e.Message.Contains(inner.Message, StringComparison.Ordinal)) { text.Append(" — ").Append(inner.Message); }
        }

        return string.Join(' ', text.ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
