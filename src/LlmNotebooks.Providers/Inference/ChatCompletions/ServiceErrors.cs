using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Reads errors as services write them: in the body of an HTTP error, inside of an answer, in the middle of a stream.</summary>
internal static class ServiceErrors
{
    private const int LongestBody = 64 * 1024;

    // What a word in place of a number stands for.
    private static readonly (string Part, int Status)[] Words =
    [
        ("insufficient_quota", 429), ("rate_limit", 429), ("ratelimit", 429), ("too_many_requests", 429), ("toomanyrequests", 429), ("resource_exhausted", 429), ("billing", 402), ("payment", 402), ("credit", 402),
        ("overloaded", 529), ("unavailable", 503), ("timeout", 504), ("deadline", 504), ("authentication", 401), ("unauthenticated", 401), ("invalid_api_key", 401), ("unauthorized", 401),
        ("permission", 403), ("forbidden", 403), ("not_found", 404), ("notfound", 404), ("context_length", 400), ("content_filter", 400), ("content_policy", 400), ("invalid", 400), ("badrequest", 400), ("bad_request", 400), ("validation", 422),
        ("server_error", 500), ("internal", 500), ("api_error", 500),
    ];

    /// <summary>The error of an HTTP response that is none of success.</summary>
    public static async Task<ServiceException> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        byte[] body = await BodyAsync(response, cancellationToken).ConfigureAwait(false);
        // A date counts from the service's own clock, where it tells that.
        TimeSpan? retryAfter = RetryAfterHeader.Read(name => Header(response.Headers, name), response.Headers.Date ?? TimeProvider.System.GetUtcNow());
        string text = Encoding.UTF8.GetString(body);
        string told = $"HTTP {status.ToString(CultureInfo.InvariantCulture)}";
        if (status is >= 300 and < 400 && response.Headers.Location is { } location)
        {
            return new ServiceException(status, $"{told}: the service has moved to {location}; write that address.", text, retryAfter);
        }

        return new ServiceException(status, Message(told, text), text, retryAfter);
    }

    /// <summary>The error that stands in place of an answer, or of a piece of one; null where there is none.</summary>
    public static ServiceException? Within(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array when root.GetArrayLength() > 0 && root[0].ValueKind == JsonValueKind.Object => Of(root[0]),
        JsonValueKind.Object => Of(root) ?? (IsErrorItself(root) ? Told(root, root) : null),
        _ => null,
    };

    /// <summary>The error in an object's member of that name; null where there is none.</summary>
    public static ServiceException? Of(JsonElement element)
    {
        if (!element.TryGetProperty("error", out JsonElement error)) { return null; }
        return error.ValueKind switch
        {
            JsonValueKind.Object when error.EnumerateObject().Any() => Told(error, element),
            JsonValueKind.String when error.GetString() is { Length: > 0 } => Told(error, element),
            JsonValueKind.True => Told(element, element),
            _ => null,
        };
    }

    // {"object": "error", "message": …}, {"detail": …} and the like, where there is no choice.
    private static bool IsErrorItself(JsonElement root) =>
        !root.TryGetProperty("choices", out _) && !root.TryGetProperty("usage", out _)
        && (root.Text("object") == "error" || root.Text("type") == "error" || root.TryGetProperty("detail", out _) || root.TryGetProperty("errors", out _)
            || (WordsOf(root) is not null && (root.TryGetProperty("code", out _) || root.TryGetProperty("status", out _))));

    private static ServiceException Told(JsonElement error, JsonElement around)
    {
        int status = StatusOf(error) ?? (around.ValueKind == JsonValueKind.Object ? StatusOf(around) : null) ?? 0;
        string told = status == 0 ? "The service answered with an error" : $"The service answered with error {status.ToString(CultureInfo.InvariantCulture)}";
        return new ServiceException(status, Message(told, around.GetRawText()), around.GetRawText());
    }

    private static int? StatusOf(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object) { return null; }
        foreach (string name in (ReadOnlySpan<string>)["code", "status", "status_code", "statusCode", "http_status"])
        {
            if (!error.TryGetProperty(name, out JsonElement code)) { continue; }
            if (code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number) && number is >= 400 and < 1000) { return number; }
            if (code.ValueKind == JsonValueKind.String && int.TryParse(code.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 400 and < 1000) { return number; }
        }

        foreach (string name in (ReadOnlySpan<string>)["code", "type", "status"])
        {
            string? word = error.Text(name);
            foreach ((string part, int status) in Words)
            {
                if (word?.Contains(part, StringComparison.OrdinalIgnoreCase) == true) { return status; }
            }
        }

        return null;
    }

    // The service's own words with their kind, or how the body begins.
    private static string Message(string told, string body)
    {
        try
        {
            using JsonDocument document = LenientJson.Parse(Encoding.UTF8.GetBytes(body));
            JsonElement root = document.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : document.RootElement;
            JsonElement error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement member) && member.ValueKind is JsonValueKind.Object or JsonValueKind.String ? member : root;
            if ((WordsOf(error) ?? WordsOf(root)) is not { } words) { return $"{told}: {LenientJson.Beginning(body)}"; }
            string kind = string.Join(", ", new[] { error.Text("type"), error.Text("code") }.Where(word => !string.IsNullOrEmpty(word)).Distinct(StringComparer.Ordinal));
            string? parameter = error.Text("param");
            string upstream = error.Object("metadata")?.Text("raw") is { Length: > 0 } raw ? $" ({LenientJson.Beginning(raw)})" : "";
            return $"{told}{(kind.Length > 0 ? $" ({kind})" : "")}: {LenientJson.Beginning(words)}{upstream}{(string.IsNullOrEmpty(parameter) ? "" : $" (parameter {parameter})")}";
        }
        catch (JsonException)
        {
            return body.Length == 0 ? $"{told}, without a word" : $"{told}: {LenientJson.Beginning(body)}";
        }
    }

    private static string? WordsOf(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) { return LenientJson.Text(error); }
        if (error.ValueKind != JsonValueKind.Object) { return null; }
        foreach (string name in (ReadOnlySpan<string>)["message", "msg", "error_message", "errorMessage", "error_msg", "detail", "details", "errors", "title"])
        {
            if (!error.TryGetProperty(name, out JsonElement words)) { continue; }
            if (words.ValueKind == JsonValueKind.String && LenientJson.Text(words) is { Length: > 0 } text) { return text; }
            if (words.ValueKind == JsonValueKind.Object && WordsOf(words) is { } inner) { return inner; }
            if (words.ValueKind == JsonValueKind.Array && words.GetArrayLength() > 0) { return string.Join("; ", words.EnumerateArray().Select(Item)); }
        }

        return null;
    }

    // FastAPI's: where, and what is wrong there.
    private static string Item(JsonElement item)
    {
        string words = WordsOf(item) ?? item.GetRawText();
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty("loc", out JsonElement place) && place.ValueKind == JsonValueKind.Array
            ? $"{string.Join('.', place.EnumerateArray().Select(step => step.ToString()))}: {words}"
            : words;
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                byte[] beginning = new byte[LongestBody];
                int length = await body.ReadAtLeastAsync(beginning, LongestBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return beginning[..length];
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return []; // The status says what is needed; the connection broke behind it.
        }
    }

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
