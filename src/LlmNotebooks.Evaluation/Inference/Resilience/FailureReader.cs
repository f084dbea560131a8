using System.ClientModel;
using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Text.Json;
using LlmNotebooks.Candidates;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>Reads what a chat client threw: by status, body and Retry-After wherever an exception carries them, else by its kind.</summary>
internal static class FailureReader
{
    /// <summary>The name of a failure of which nothing is known but its message.</summary>
    public const string Unknown = "failed";

    private static readonly string[] StatusNames = ["StatusCode", "Status", "HttpStatusCode", "HttpStatus"];
    private static readonly string[] BodyNames = ["ResponseBody", "ResponseContent", "Body", "Content", "Response"];

    /// <summary>Why a call failed.</summary>
    /// <param name="exception">What a chat client threw.</param>
    /// <param name="now">For a Retry-After that names a date.</param>
    /// <param name="candidate">Whose call it was; null where it is not known. Its own reading counts first.</param>
    public static CallFailure Read(Exception exception, DateTimeOffset now, Candidate? candidate = null)
    {
        if (exception is not CallTimeoutException && candidate?.ReadFailure?.Invoke(exception) is { } own) { return own; }
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (Known(e, now) is { } failure) { return failure; }
        }

        return new CallFailure(FailureKind.Permanent, Unknown);
    }

    private static CallFailure? Known(Exception exception, DateTimeOffset now) => exception switch
    {
        CallTimeoutException e => new(FailureKind.Timeout, e.Type),
        ServiceException { Status: > 0 } e => CallFailure.OfStatus(e.Status, e.Body ?? e.Message, e.RetryAfter),
        ServiceException e => new(FailureKind.ServiceFailed, "service-error", e.RetryAfter),
        AnswerTooLongException => new(FailureKind.Permanent, "answer-too-long"),
        ClientResultException { Status: > 0 } e => CallFailure.OfStatus(e.Status, Body(e), RetryAfterHeader.Read(e.GetRawResponse(), now)),
        HttpRequestException { StatusCode: { } status } e => CallFailure.OfStatus((int)status, e.Message, Stated(e, now)),
        IncompleteAnswerException => new(FailureKind.BrokenAnswer, "incomplete-answer"),
        JsonException => new(FailureKind.BrokenAnswer, "malformed-answer"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NetworkUnreachable or SocketError.HostUnreachable } =>
            new(FailureKind.Unreachable, CallFailure.UnreachableType),
        SocketException => new(FailureKind.BrokenConnection, "broken-connection"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException or null } or AuthenticationException => new(FailureKind.Permanent, "tls"),
        HttpRequestException { InnerException: null, HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            new(FailureKind.Unreachable, CallFailure.UnreachableType),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => new(FailureKind.BrokenConnection, "broken-connection"),
        IOException { InnerException: null } => new(FailureKind.BrokenConnection, "broken-connection"),
        // The network's own limit: nobody cancelled, or the caller would not ask.
        OperationCanceledException or TimeoutException => new(FailureKind.Timeout, "timeout"),
        _ => Stated(exception) is { } status ? CallFailure.OfStatus(status, Text(exception), Stated(exception, now)) : null,
    };

    private static string? Body(ClientResultException exception)
    {
        try
        {
            return exception.GetRawResponse()?.Content?.ToString();
        }
        catch (InvalidOperationException)
        {
            return null; // it was not buffered
        }
    }

    // Exceptions of libraries that this one does not know, which say their status by one of the names in use.
    private static int? Stated(Exception exception)
    {
        foreach (string name in StatusNames)
        {
            int? status = Property(exception, name) switch
            {
                int number => number,
                HttpStatusCode code => (int)code,
                long number => (int)number,
                string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
                _ => null,
            };
            if (status is >= 400 and < 1000) { return status; }
        }

        return null;
    }

    private static TimeSpan? Stated(Exception exception, DateTimeOffset now) => Property(exception, "RetryAfter") switch
    {
        TimeSpan wait => wait,
        int seconds => TimeSpan.FromSeconds(seconds),
        double seconds => TimeSpan.FromSeconds(seconds),
        string text => RetryAfterHeader.Parse(text, now),
        DateTimeOffset date => date > now ? date - now : TimeSpan.Zero,
        _ => Headers(exception) is { } header ? RetryAfterHeader.Parse(header, now) : null,
    };

    private static string? Headers(Exception exception) => Property(exception, "Headers") switch
    {
        IDictionary<string, string> headers => headers.FirstOrDefault(header => string.Equals(header.Key, "Retry-After", StringComparison.OrdinalIgnoreCase)).Value,
        IDictionary headers when headers["Retry-After"] is string text => text,
        _ => null,
    };

    private static string Text(Exception exception) => BodyNames.Select(name => Property(exception, name) as string).FirstOrDefault(text => text is not null) ?? exception.Message;

    private static object? Property(Exception exception, string name)
    {
        try
        {
            return exception.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(exception);
        }
        catch (Exception e) when (e is TargetInvocationException or AmbiguousMatchException)
        {
            return null; // what cannot be read says nothing
        }
    }
}
