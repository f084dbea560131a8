using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmNotebooks.Tests.Inference.ChatCompletions;

/// <summary>A loopback service that sends exactly the bytes that a test gives it, whatever it is asked.</summary>
internal sealed class OddService : IAsyncDisposable
{
    private readonly WebApplication _server;

    private OddService(Func<int, HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        int requests = 0;
        _server.MapPost("/v1/chat/completions", async context =>
        {
            using StreamReader body = new(context.Request.Body);
            Requests.Enqueue(await body.ReadToEndAsync(context.RequestAborted));
            await answer(Interlocked.Increment(ref requests), context);
        });
    }

    public Uri Endpoint => new(_server.Urls.First() + "/v1");

    /// <summary>The bodies that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers every request alike.</summary>
    public static Task<OddService> StartAsync(string body, string type = "text/event-stream", int status = 200, params (string Name, string Value)[] headers) => StartAsync((_, context) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach ((string name, string value) in headers) { context.Response.Headers[name] = value; }
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Answers request number n, counted from 1.</summary>
    public static async Task<OddService> StartAsync(Func<int, HttpContext, Task> answer)
    {
        OddService service = new(answer);
        await service._server.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
