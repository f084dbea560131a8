using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Candidates;

/// <summary>Why a call failed, as far as making it again and counting it go.</summary>
/// <param name="Kind">What went wrong; all but <see cref="FailureKind.Permanent"/> is worth another attempt.</param>
/// <param name="Type">The name under which it is stored and counted: <c>http-429</c>, <c>timeout</c>, <c>unreachable</c> …</param>
/// <param name="RetryAfter">How long the service asks to wait; null where it does not.</param>
public sealed record CallFailure(FailureKind Kind, string Type, TimeSpan? RetryAfter = null)
{
    internal const string UnreachableType = "unreachable", HttpType = "http-", FilteredType = "content-filter";

    private const int TooManyRequests = 429;

    // A limit of money: to wait is in vain. Codes of OpenAI, Anthropic and brokers, as they stand in an error's body.
    private static readonly string[] OutOfMoney =
    [
        "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded", "enforced_spend_limit_reached",
        "billing_hard_limit_reached", "billing_error", "billing_not_active",
    ];

    // The service's filter: nobody answered, and nobody would. Codes of Azure OpenAI, OpenAI, Alibaba, as they stand in an error's body.
    private static readonly string[] FilteredCodes =
    [
        "content_filter", "ResponsibleAIPolicyViolation", "content_policy_violation", "data_inspection_failed", "DataInspectionFailed", "moderation_blocked", "content_moderation_failed",
    ];

    /// <summary>Whether the same call may well succeed when made again.</summary>
    public bool IsTransient => Kind != FailureKind.Permanent;

    /// <summary>Whether the service cannot have begun an answer that somebody pays for.</summary>
    public bool IsUnbilled => IsUnbilledType(Type);

    /// <summary>The same by the name under which a failure is stored: a service that answers with an error has no answer to bill.</summary>
    internal static bool IsUnbilledType(string type) => type == UnreachableType || type.StartsWith(HttpType, StringComparison.Ordinal);

    /// <summary>What an error status means, by the status and what stands in the body.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The response's text, or what is known of it; null where nothing is.</param>
    /// <param name="retryAfter">How long the service asks to wait.</param>
    public static CallFailure OfStatus(int status, string? body = null, TimeSpan? retryAfter = null)
    {
        string type = HttpType + status.ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            >= 400 and < 500 when Says(body, FilteredCodes) => new(FailureKind.Permanent, FilteredType),
            TooManyRequests when Says(body, OutOfMoney) => new(FailureKind.Permanent, type),
            TooManyRequests => new(FailureKind.Refused, type, retryAfter),
            408 or 425 => new(FailureKind.ServiceFailed, type, retryAfter),
            501 or 505 => new(FailureKind.Permanent, type),
            >= 500 and < 600 => new(FailureKind.ServiceFailed, type, retryAfter),
            _ => new(FailureKind.Permanent, type),
        };
    }

    private static bool Says(string? body, string[] codes)
    {
        if (body is null || !codes.Any(code => body.Contains(code, StringComparison.Ordinal))) { return false; }
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Codes(document.RootElement, depth: 0).Any(code => codes.Contains(code, StringComparer.Ordinal));
        }
        catch (JsonException)
        {
            return true; // a message that quotes the code
        }
    }

    private static IEnumerable<string> Codes(JsonElement element, int depth)
    {
        const int Deepest = 4;
        if (depth > Deepest) { return []; }
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
                member.Name is "code" or "type" or "error_code" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Codes(member.Value, depth + 1)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Codes(item, depth + 1)),
            _ => [],
        };
    }
}
