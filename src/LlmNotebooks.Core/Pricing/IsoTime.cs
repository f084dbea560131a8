using System.Globalization;

namespace LlmNotebooks.Pricing;

/// <summary>Times as ISO 8601 writes them, and in no other way: 05/01/2026 is another day on either side of an ocean.</summary>
public static class IsoTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a day, its first moment in UTC, or a day with a time, in UTC unless it has an offset.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
