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
    private readonly WebApplication _server;
    private int _requests;

    private ChatServer(Func<string, string> answer, Func<int, int> status)
    {
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

    /// <summary>The Authorization headers that came, one a request.</summary>
    public ConcurrentBag<string> Authorizations { get; } = [];

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="answer">The answer to the text of the last user message.</param>
    /// <param name="status">The HTTP status of request number n, counted from 1; 200 unless told.</param>
    public static async Task<ChatServer> StartAsync(Func<string, string> answer, Func<int, int>? status = null)
    {
        ChatServer server = new(answer, status ?? (_ => StatusCodes.Status200OK));
        await server._server.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        int status = _status(Interlocked.Increment(ref _requests));
        Authorizations.Add(context.Request.Headers.Authorization.ToString());
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (status != StatusCodes.Status200OK)
        {
            context.Response.StatusCode = status;
            await WriteAsync(context.Response, "application/json", new JsonObject { ["error"] = new JsonObject { ["message"] = $"status {status}", ["type"] = "server_error" } }.ToJsonString());
            return;
        }

        string model = (string)request["model"]!;
        string prompt = TextOf(request["messages"]!.AsArray()[^1]!["content"]!);
        string text = _answer(prompt);
        JsonObject usage = new() { ["prompt_tokens"] = Words(prompt), ["completion_tokens"] = Words(text), ["total_tokens"] = Words(prompt) + Words(text) };
        if ((bool?)request["stream"] == true)
        {
            StringBuilder events = new();
            Append(events, Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = text }, finish: null));
            Append(events, Chunk(model, [], finish: "stop"));
            Append(events, new JsonObject { ["id"] = "c", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(), ["usage"] = usage });
            events.Append("data: [DONE]\n\n");
            await WriteAsync(context.Response, "text/event-stream", events.ToString());
            return;
        }

        JsonObject choice = new() { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text }, ["finish_reason"] = "stop" };
        JsonObject answer = new() { ["id"] = "c", ["object"] = "chat.completion", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(choice), ["usage"] = usage };
        await WriteAsync(context.Response, "application/json", answer.ToJsonString());
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

    private static async Task WriteAsync(HttpResponse response, string type, string body)
    {
        response.ContentType = type;
        await response.WriteAsync(body);
    }
}
