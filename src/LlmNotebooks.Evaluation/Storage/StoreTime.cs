using System.Globalization;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Instants as ISO 8601 text in UTC, to the tick.</summary>
internal static class StoreTime
{
    public static string Format(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
