using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmNotebooks.Testing;

/// <summary>A loopback server that speaks chat completions, whole and streamed, and answers at once.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly Func<string, string> _answer;
    private readonly Func<int, int> _status;
    private readonly TimeSpan _latency;
    private readonly WebApplication _server;
    private int _requests;

    private ChatServer(Func<string, string> answer, Func<int, int> status, TimeSpan latency)
    {
        _latency = latency;
        _answer = answer;
        _status = status;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapPost("/v1/chat/completions", AnswerAsync);
    }

    /// <summary>Ends in /v1.</summary>
    public string Endpoint => _server.Urls.First() + "/v1";

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>How often each text was asked.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>What goes wrong with request number n, counted from 1; nothing unless told.</summary>
    public Func<int, ServerFault> Fault { get; init; } = _ => ServerFault.None;

    /// <summary>The Authorization headers that came, one a request.</summary>
    public ConcurrentBag<string> Authorizations { get; } = [];

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="answer">The answer to the text of the last user message.</param>
    /// <param name="status">The HTTP status of request number n, counted from 1; 200 unless told.</param>
    /// <param name="latency">Time to the first byte of an answer; none unless told.</param>
    /// <param name="fault">What goes wrong with request number n, counted from 1; nothing unless told.</param>
    public static async Task<ChatServer> StartAsync(Func<string, string> answer, Func<int, int>? status = null, TimeSpan latency = default, Func<int, ServerFault>? fault = null)
    {
        ChatServer server = new(answer, status ?? (_ => StatusCodes.Status200OK), latency) { Fault = fault ?? (_ => ServerFault.None) };
        await server._server.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        int number = Interlocked.Increment(ref _requests);
        int status = _status(number);
        Authorizations.Add(context.Request.Headers.Authorization.ToString());
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body))!;
        string prompt = TextOf(request["messages"]!.AsArray()[^1]!["content"]!);
        Asked.AddOrUpdate(prompt, 1, (_, times) => times + 1);
        if (_latency > TimeSpan.Zero) { await Task.Delay(_latency, context.RequestAborted); }
        ServerFault fault = Fault(number);
        if (fault is ServerFault.TooManyRequests)
        {
            status = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1";
        }

        if (fault is ServerFault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        }

        if (status != StatusCodes.Status200OK)
        {
            context.Response.StatusCode = status;
            await WriteAsync(context, "application/json", new JsonObject { ["error"] = new JsonObject { ["message"] = $"status {status}", ["type"] = "server_error" } }.ToJsonString(), ServerFault.None);
            return;
        }

        string model = (string)request["model"]!;
        string text = _answer(prompt);
        JsonObject usage = new() { ["prompt_tokens"] = Words(prompt), ["completion_tokens"] = Words(text), ["total_tokens"] = Words(prompt) + Words(text) };
        if ((bool?)request["stream"] == true)
        {
            StringBuilder events = new();
            Append(events, Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = text }, finish: null));
            Append(events, Chunk(model, [], finish: "stop"));
            Append(events, new JsonObject { ["id"] = "c", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(), ["usage"] = usage });
            events.Append("data: [DONE]\n\n");
            await WriteAsync(context, "text/event-stream", events.ToString(), fault);
            return;
        }

        JsonObject choice = new() { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text }, ["finish_reason"] = "stop" };
        JsonObject answer = new() { ["id"] = "c", ["object"] = "chat.completion", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(choice), ["usage"] = usage };
        await WriteAsync(context, "application/json", answer.ToJsonString(), fault);
    }

    private static JsonObject Chunk(string model, JsonObject delta, string? finish) => new()
    {
        ["id"] = "c",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    };

    private static void Append(StringBuilder events, JsonObject data) => events.Append("data: ").Append(data.ToJsonString()).Append("\n\n");

    private static string TextOf(JsonNode content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : (string)content!;

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static async Task WriteAsync(HttpContext context, string type, string body, ServerFault fault)
    {
        context.Response.ContentType = type;
        if (fault is ServerFault.None)
        {
            await context.Response.WriteAsync(body);
            return;
        }

        string half = body[..(body.Length / 2)];
        if (fault is ServerFault.BadJson)
        {
            // Ends in good order, and is no answer.
            await context.Response.WriteAsync(type == "application/json" ? half : "data: {\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"bro\n\n");
            return;
        }

        // A promise of more than comes, then a closed connection.
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        await context.Response.WriteAsync(half);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
