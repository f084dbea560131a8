using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Jupyter;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis.CSharp;
using NetMQ;
using NetMQ.Sockets;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class RequestTests : IDisposable
{
    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void The_kernel_says_what_it_is()
    {
        foreach (bool control in (bool[])[false, true])
        {
            Received reply = _client.Request("kernel_info_request", control: control);

            Assert.Equal("kernel_info_reply", reply.Type);
            Assert.Equal("ok", reply.Text("status"));
            Assert.Equal("5.4", reply.Text("protocol_version"));
            Assert.Equal("5.4", (string?)reply.Header["version"]);
            Assert.Equal("C#", (string?)reply.Content["language_info"]!["name"]);
            Assert.Equal(".cs", (string?)reply.Content["language_info"]!["file_extension"]);
        }
    }

    [Fact]
    public void The_version_of_the_language_is_that_of_the_sdk_for_this_runtime()
    {
        // C# 14 came with .NET 10, and each since with the next: https://learn.microsoft.com/dotnet/csharp/language-reference/configure-language-version.
        Assert.Equal($"{Environment.Version.Major + 4}.0", SubmissionChain.ParseOptions.LanguageVersion.ToDisplayString());
        Assert.Equal(KernelInfo.LanguageVersion, SubmissionChain.ParseOptions.LanguageVersion.ToDisplayString());
    }

    [Fact]
    public void The_heartbeat_is_an_echo_also_while_a_cell_runs()
    {
        string id = _client.SendHeldCell();
        using RequestSocket heartbeat = new(">" + _client.Endpoint("hb_port"));

        heartbeat.SendFrame("ping");

        Assert.True(heartbeat.TryReceiveFrameString(JupyterClient.Patience, out string? echo));
        Assert.Equal("ping", echo);
        _client.OpenGate();
        Assert.Equal("ok", _client.Finish(id).Status);
    }

    [Fact]
    public void Every_frame_before_the_delimiter_comes_back()
    {
        string id = _client.Send("kernel_info_request", [], prefix: ["first"u8.ToArray(), "second"u8.ToArray()]);

        Received reply = _client.Reply(id);

        Assert.Equal(["first", "second"], reply.Prefix.Select(System.Text.Encoding.UTF8.GetString));
    }

    [Fact]
    public void Comms_are_listed_as_none_and_closed_when_opened()
    {
        Assert.Empty(_client.Request("comm_info_request").Content["comms"]!.AsObject());

        string id = _client.Send("comm_open", new JsonObject { ["comm_id"] = "c-1", ["target_name"] = "unknown", ["data"] = new JsonObject() });

        Received closed = _client.UntilIdle(id).Single(message => message.Type == "comm_close");
        Assert.Equal("c-1", closed.Text("comm_id"));
    }

    [Fact]
    public void An_unknown_request_is_logged_and_leaves_the_kernel_idle()
    {
        string id = _client.Send("nonsense_request", []);

        Assert.Equal(["busy", "idle"], _client.UntilIdle(id).Select(message => message.Text("execution_state")));
        _client.UntilLogged("nonsense_request");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Shutdown_is_answered_and_ends_the_process(bool control, bool restart)
    {
        Received reply = _client.Request("shutdown_request", new JsonObject { ["restart"] = restart }, control);

        Assert.Equal("shutdown_reply", reply.Type);
        Assert.Equal("ok", reply.Text("status"));
        Assert.Equal(restart, (bool)reply.Content["restart"]!);
        Assert.Equal(0, _client.UntilEnded());
    }

    [Fact]
    public void Shutdown_ends_a_cell_that_runs()
    {
        _client.SendCell("await Task.Delay(Timeout.Infinite);");
        Assert.Equal("busy", _client.Published().Text("execution_state"));

        _client.Request("shutdown_request", new JsonObject { ["restart"] = false }, control: true);

        Assert.Equal(0, _client.UntilEnded());
    }

    [Fact]
    public void Requests_are_answered_while_a_cell_runs_and_leave_the_kernel_busy()
    {
        string cell = _client.SendHeldCell();
        string info = _client.Send("kernel_info_request", []);
        string complete = _client.Send("is_complete_request", new JsonObject { ["code"] = "1 + 1" });

        string?[] answered = [_client.NextReply().ParentId, _client.NextReply().ParentId];
        List<Received> told = [];
        HashSet<string?> open = [info, complete];
        while (open.Count > 0)
        {
            told.Add(_client.Published());
            if (told[^1].Text("execution_state") == "idle") { open.Remove(told[^1].ParentId); }
        }
        _client.OpenGate();
        told.AddRange(_client.UntilIdle(cell));

        Assert.Equal([info, complete], answered.Order(StringComparer.Ordinal));
        Assert.Equal(cell, _client.NextReply().ParentId);
        Received lastBefore = told.Last(message => message.Type == "status" && message != told[^1]);
        Assert.Equal((cell, "busy"), (lastBefore.ParentId, lastBefore.Text("execution_state")));
    }

    [Fact]
    public async Task The_kernel_ends_with_the_process_that_started_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shell is a POSIX one.");
        using JupyterClient client = JupyterClient.StartBehindShell();
        int kernel = int.Parse(File.ReadAllText(Path.Combine(client.Folder, "kernel.pid")), System.Globalization.CultureInfo.InvariantCulture);
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(kernel);

        client.Process.Kill();

        using CancellationTokenSource patience = new(JupyterClient.Patience);
        await process.WaitForExitAsync(patience.Token);
    }
}
