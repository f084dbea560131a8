using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Language;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Answers what clients ask about code that is being written, in the order of their requests.</summary>
internal sealed class LanguageRequests : IDisposable
{
    private readonly KernelConnection _connection;
    private readonly Worker _worker;
    private readonly Lazy<LanguageService> _service;
    private readonly CancellationTokenSource _ended = new();

    /// <param name="connection">The clients.</param>
    /// <param name="cells">What has been declared.</param>
    /// <param name="log">Told what failed.</param>
    public LanguageRequests(KernelConnection connection, CellQueue cells, Action<string> log)
    {
        _connection = connection;
        _service = new Lazy<LanguageService>(() => new LanguageService(cells.Session));
        _worker = new Worker("language", log);
    }

    public void Add(JupyterChannel channel, JupyterMessage request) => _worker.Post(() => Serve(channel, request));

    /// <summary>Gets ready, so that the first request need not wait.</summary>
    public void WarmUp(CancellationToken cancellationToken) => Served(_service.Value.WarmUpAsync(cancellationToken));

    public void Dispose()
    {
        _ended.Cancel();
        _worker.Dispose();
        if (_service.IsValueCreated) { _service.Value.Dispose(); }
    }

    private void Serve(JupyterChannel channel, JupyterMessage request)
    {
        _connection.Busy(request);
        string reply = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        try
        {
            string code = request.Text("code") ?? "";
            int position = CodePoints.ToUtf16(code, request.Integer("cursor_pos", int.MaxValue));
            _connection.Reply(channel, request, reply, request.Type switch
            {
                MessageTypes.IsCompleteRequest => IsComplete(code),
                MessageTypes.CompleteRequest => Complete(code, position),
                _ => Inspect(code, position, request.Integer("detail_level", 0)),
            });
        }
        catch (Exception exception)
        {
            _connection.Reply(channel, request, reply, ErrorContent.Reply(exception));
            throw;
        }
        finally
        {
            _connection.Idle(request);
        }
    }

    private static JsonObject IsComplete(string code)
    {
        Completeness completeness = LanguageService.Completeness(code);
        JsonObject content = new() { ["status"] = completeness.Status.ToString().ToLowerInvariant() };
        if (completeness.Status == CompletenessStatus.Incomplete) { content["indent"] = completeness.Indent; }
        return content;
    }

    private JsonObject Complete(string code, int position)
    {
        Completions completions = Served(_service.Value.CompleteAsync(code, position, _ended.Token));
        int start = CodePoints.FromUtf16(code, completions.Start);
        int end = CodePoints.FromUtf16(code, completions.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completions.Items.Select(item => (JsonNode?)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. completions.Items.Select(item => (JsonNode?)new JsonObject
                {
                    ["start"] = start,
                    ["end"] = end,
                    ["text"] = item.Text,
                    ["type"] = item.Kind,
                    ["signature"] = item.Detail ?? "",
                })]),
            },
        };
    }

    private JsonObject Inspect(string code, int position, int detail)
    {
        Inspection? inspection = Served(_service.Value.InspectAsync(code, position, detail, _ended.Token));
        JsonObject data = inspection is null
            ? []
            : new JsonObject { ["text/plain"] = inspection.Plain, ["text/markdown"] = inspection.Markdown };
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = inspection is not null,
            ["data"] = data,
            ["metadata"] = new JsonObject(),
        };
    }

    // Requests are served one by one on a thread of their own, which has nothing to do meanwhile: waiting is its work.
    private static void Served(Task task) => task.GetAwaiter().GetResult();

    private static T Served<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
