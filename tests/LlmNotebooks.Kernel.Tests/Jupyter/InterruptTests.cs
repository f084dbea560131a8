using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class InterruptTests : IDisposable
{
    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("while (true) { try { Thread.Sleep(10); } catch (Exception) { } }")]
    [InlineData("await Task.Delay(Timeout.Infinite, cancellation);")]
    [InlineData("await Task.Delay(Timeout.Infinite);")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("Parallel.For(0, 8, i => { while (true) { } });")]
    public void An_interrupted_cell_ends_and_the_session_goes_on(string endless)
    {
        _client.Run("var before = 1;");
        string id = _client.SendCell($"var inside = 2; Console.WriteLine(\"begun\"); {endless}");
        while (_client.Published() is not { Type: "stream" }) { }

        Received answer = _client.Request("interrupt_request", control: true);
        CellRun run = _client.Finish(id);

        Assert.Equal("ok", answer.Text("status"));
        Assert.Equal(("error", "Interrupted"), (run.Status, run.Reply.Text("ename")));
        Assert.Equal("3", _client.Run("before + inside").Value);
    }

    [Fact]
    public void An_interrupt_of_nothing_is_answered_and_hits_no_later_cell()
    {
        Assert.Equal("ok", _client.Request("interrupt_request", control: true).Text("status"));
        Assert.Equal("ok", _client.Request("interrupt_request").Text("status"));

        Assert.Equal("2", _client.Run("1 + 1").Value);
    }

    [Fact]
    public void An_interrupt_takes_the_cells_that_wait_with_it()
    {
        string running = _client.SendCell("Console.WriteLine(1); while (true) { }");
        string waiting = _client.SendCell("Console.WriteLine(\"never\");");
        _client.UntilTaken();
        while (_client.Published() is not { Type: "stream" }) { }

        _client.Request("interrupt_request", control: true);

        Assert.Equal("Interrupted", _client.Reply(running).Text("ename"));
        Assert.Equal("aborted", _client.Reply(waiting).Text("status"));
        Assert.DoesNotContain(_client.UntilIdle(waiting), message => message.Type == "stream" && message.ParentId == waiting);
    }

    [Fact]
    public void Of_many_cells_with_interrupts_between_none_is_lost_and_the_order_is_kept()
    {
        const int Cells = 200;
        List<string> sent = [];
        for (int i = 0; i < Cells; i++)
        {
            sent.Add(_client.SendCell($"Console.WriteLine({i}); {i}", new JsonObject { ["stop_on_error"] = false }));
            if (i % 5 == 0) { _client.Send("interrupt_request", [], control: true); }
        }

        List<Received> replies = [.. sent.Select(_ => _client.NextReply())];
        List<Received> told = _client.UntilIdle(sent[^1]);

        Assert.Equal(sent, replies.Select(reply => reply.ParentId));
        Assert.Equal(Enumerable.Range(1, Cells), replies.Select(reply => (int)reply.Content["execution_count"]!));
        Assert.All(replies, reply => Assert.True(reply.Text("status") == "ok" || reply.Text("ename") == "Interrupted", reply.Content.ToJsonString()));
        for (int i = 0; i < Cells; i++)
        {
            IReadOnlyList<Received> all = [.. told.Where(message => message.ParentId == sent[i])];
            Assert.Equal(("busy", "idle"), (all[0].Text("execution_state"), all[^1].Text("execution_state")));
            if (replies[i].Text("status") == "ok")
            {
                // The kernel says again that it is busy with the cell after each interrupt meanwhile.
                IReadOnlyList<Received> ofCell = Received.Joined(all.Where(message => message.Type != "status"));
                Assert.Equal($"{i}\n", ofCell.Single(message => message.Type == "stream").Text("text"));
                Assert.Equal($"{i}", ofCell.Single(message => message.Type == "execute_result").Data("text/plain"));
            }
        }
        Assert.Equal("ok", _client.Run("1").Status);
    }

    [Fact]
    public void SIGINT_interrupts_as_a_request_does()
    {
        Signals.SkipWithoutInterrupt();
        string id = _client.SendCell("Console.WriteLine(1); while (true) { }");
        while (_client.Published() is not { Type: "stream" }) { }

        using Process kill = Process.Start("kill", ["-INT", $"{_client.Process.Id}"]);

        Assert.Equal("Interrupted", _client.Reply(id).Text("ename"));
        Assert.Equal("2", _client.Run("1 + 1").Value);
    }
}
