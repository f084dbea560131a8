using System.Text;

namespace LlmNotebooks.Evaluation;

/// <summary>Exceptions in words.</summary>
internal static class Failures
{
    /// <summary>The message, and those of its causes that it does not repeat.</summary>
    public static string Describe(Exception e)
    {
        StringBuilder text = new(e.Message);
        for (Exception? inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!e.Message.Contains(inner.Message, StringComparison.Ordinal)) { text.Append(" — ").Append(inner.Message); }
        }

        return text.ToString();
    }
}
