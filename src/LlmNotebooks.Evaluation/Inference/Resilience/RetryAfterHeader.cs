using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>How long a service asks to wait.</summary>
/// <remarks><c>retry-after-ms</c>, which OpenAI and Azure send too, counts before <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3).</remarks>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(PipelineResponse? response, DateTimeOffset now)
    {
        if (response is null) { return null; }
        if (response.Headers.TryGetValue("retry-after-ms", out string? milliseconds)
            && double.TryParse(milliseconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double ms)
            && ms <= int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(ms);
        }

        return response.Headers.TryGetValue("Retry-After", out string? text) ? Parse(text, now) : null;
    }

    /// <summary>The wait; null where the text is neither seconds nor a date.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= int.MaxValue)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (!RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) || value.Date is not { } date) { return null; }
        return date > now ? date - now : TimeSpan.Zero;
    }
}
