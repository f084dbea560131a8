using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>How long a service asks to wait.</summary>
/// <remarks><c>retry-after-ms</c>, which OpenAI and Azure send too, counts before <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3).</remarks>
internal static class RetryAfterHeader
{
    /// <summary>Longer than anybody waits: what asks for more asks for this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static TimeSpan? Read(PipelineResponse? response, DateTimeOffset now) =>
        response is null ? null : Read(name => response.Headers.TryGetValue(name, out string? text) ? text : null, now);

    /// <param name="header">The value of a header by its name; null where there is none.</param>
    /// <param name="now">For a date.</param>
    public static TimeSpan? Read(Func<string, string?> header, DateTimeOffset now) =>
        Number(header("retry-after-ms")) is { } milliseconds ? Wait(milliseconds / 1000) : Parse(header("Retry-After"), now);

    /// <summary>The wait; null where the text is neither seconds nor a date.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        if (Number(text) is { } seconds) { return Wait(seconds); }

        if (!RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) || value.Date is not { } date) { return null; }
        return date > now ? Wait((date - now).TotalSeconds) : TimeSpan.Zero;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
            ? number
            : null;

    private static TimeSpan Wait(double seconds) => seconds <= 0 ? TimeSpan.Zero : seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
}
