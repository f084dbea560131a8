using System.ClientModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>Why a call failed, as far as retrying it and counting it go.</summary>
internal sealed record CallFailure(FailureKind Kind, string Type, TimeSpan? RetryAfter = null)
{
    private const int TooManyRequests = 429;
    private const string UnreachableType = "unreachable", HttpType = "http-";

    /// <summary>Whether the same call may well succeed when made again.</summary>
    public bool IsTransient => Kind != FailureKind.Permanent;

    /// <summary>Whether the service cannot have begun an answer that somebody pays for.</summary>
    public bool IsUnbilled => IsUnbilledType(Type);

    /// <summary>The same by the name under which a failure is stored: a service that answers with an error has no answer to bill.</summary>
    public static bool IsUnbilledType(string type) => type == UnreachableType || type.StartsWith(HttpType, StringComparison.Ordinal);

    /// <summary>Reads a failure from what was thrown.</summary>
    /// <param name="exception">What a chat client threw.</param>
    /// <param name="now">For a Retry-After that names a date.</param>
    public static CallFailure Of(Exception exception, DateTimeOffset now)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (Known(e, now) is { } failure) { return failure; }
        }

        return new CallFailure(FailureKind.Permanent, exception.GetType().Name);
    }

    private static CallFailure? Known(Exception exception, DateTimeOffset now) => exception switch
    {
        CallTimeoutException e => new(FailureKind.Timeout, e.Type),
        ClientResultException { Status: > 0 } e => OfStatus(e.Status, RetryAfterHeader.Read(e.GetRawResponse(), now)),
        HttpRequestException { StatusCode: { } status } => OfStatus((int)status, retryAfter: null),
        IncompleteAnswerException => new(FailureKind.BrokenAnswer, "incomplete-answer"),
        JsonException => new(FailureKind.BrokenAnswer, "malformed-answer"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NetworkUnreachable or SocketError.HostUnreachable } =>
            new(FailureKind.Unreachable, UnreachableType),
        SocketException => new(FailureKind.BrokenConnection, "broken-connection"),
        HttpRequestException { InnerException: null, HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } =>
            new(FailureKind.Unreachable, UnreachableType),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => new(FailureKind.BrokenConnection, "broken-connection"),
        IOException { InnerException: null } => new(FailureKind.BrokenConnection, "broken-connection"),
        // The network's own limit: nobody cancelled, or the caller would not ask.
        OperationCanceledException or TimeoutException => new(FailureKind.Timeout, "timeout"),
        _ => null,
    };

    private static CallFailure OfStatus(int status, TimeSpan? retryAfter)
    {
        string type = HttpType + status.ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            TooManyRequests => new(FailureKind.Refused, type, retryAfter),
            408 or 425 => new(FailureKind.ServiceFailed, type, retryAfter),
            501 or 505 => new(FailureKind.Permanent, type),
            >= 500 => new(FailureKind.ServiceFailed, type, retryAfter),
            _ => new(FailureKind.Permanent, type),
        };
    }
}
