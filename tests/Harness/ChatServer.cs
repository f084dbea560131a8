using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Testing;

/// <summary>A loopback server that speaks chat completions, whole and streamed, and answers at once.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, string> _answer;
    private readonly Func<int, int> _status;
    private readonly Task _serving;
    private int _requests;

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="answer">The answer to the text of the last user message.</param>
    /// <param name="status">The HTTP status of request number n, counted from 1; 200 unless told.</param>
    public ChatServer(Func<string, string> answer, Func<int, int>? status = null)
    {
        _answer = answer;
        _status = status ?? (_ => 200);
        Endpoint = $"http://127.0.0.1:{FreePort()}/v1";
        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Ends in /v1.</summary>
    public string Endpoint { get; }

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>The Authorization headers that came, one a request.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Authorizations { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        List<Task> answering = [];
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                break; // stopped
            }

            answering.RemoveAll(task => task.IsCompletedSuccessfully);
            answering.Add(AnswerAsync(context, Interlocked.Increment(ref _requests)));
        }

        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(HttpListenerContext context, int number)
    {
        Authorizations.Add(context.Request.Headers["Authorization"] ?? "");
        JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
        using HttpListenerResponse response = context.Response;
        int status = _status(number);
        if (status != 200)
        {
            response.StatusCode = status;
            await WriteAsync(response, "application/json", new JsonObject { ["error"] = new JsonObject { ["message"] = $"status {status}", ["type"] = "server_error" } }.ToJsonString());
            return;
        }

        string model = (string)request["model"]!;
        string prompt = TextOf(request["messages"]!.AsArray()[^1]!["content"]!);
        string text = _answer(prompt);
        JsonObject usage = new() { ["prompt_tokens"] = Words(prompt), ["completion_tokens"] = Words(text), ["total_tokens"] = Words(prompt) + Words(text) };
        if ((bool?)request["stream"] == true)
        {
            StringBuilder events = new();
            Append(events, Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = text }, finish: null, usage: null));
            Append(events, Chunk(model, [], finish: "stop", usage: null));
            Append(events, new JsonObject { ["id"] = "c", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(), ["usage"] = usage });
            events.Append("data: [DONE]\n\n");
            await WriteAsync(response, "text/event-stream", events.ToString());
            return;
        }

        JsonObject choice = new() { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text }, ["finish_reason"] = "stop" };
        JsonObject answer = new() { ["id"] = "c", ["object"] = "chat.completion", ["created"] = 1, ["model"] = model, ["choices"] = new JsonArray(choice), ["usage"] = usage };
        await WriteAsync(response, "application/json", answer.ToJsonString());
    }

    private static JsonObject Chunk(string model, JsonObject delta, string? finish, JsonObject? usage) => new()
    {
        ["id"] = "c",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        ["usage"] = usage,
    };

    private static void Append(StringBuilder events, JsonObject data) => events.Append("data: ").Append(data.ToJsonString()).Append("\n\n");

    private static string TextOf(JsonNode content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : (string)content!;

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static async Task WriteAsync(HttpListenerResponse response, string type, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        response.ContentType = type;
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
    }
}
