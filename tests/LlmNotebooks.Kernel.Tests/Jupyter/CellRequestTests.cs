using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class CellRequestTests : IDisposable
{
    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void A_cell_is_told_from_busy_to_idle_with_its_request_as_parent()
    {
        string id = _client.SendCell("Console.WriteLine(1); Console.Error.WriteLine(2); Console.WriteLine(3); \"four\"");

        IReadOnlyList<Received> messages = Received.Joined(_client.UntilIdle(id));

        Assert.All(messages, message => Assert.Equal(id, message.ParentId));
        Assert.Equal(
            ["status busy", "execute_input ", "stream 1\n", "stream 2\n", "stream 3\n", "execute_result ", "status idle"],
            messages.Select(message => $"{message.Type} {message.Text("execution_state") ?? message.Text("text")}"));
        Assert.Equal("four", messages[5].Data("text/plain"));
        Assert.All(messages, message => Assert.Equal(message.Type, System.Text.Encoding.UTF8.GetString(message.Prefix.Single())));
    }

    [Fact]
    public void Cells_are_numbered_if_they_are_stored_and_not_blank()
    {
        Assert.Equal(1, Count(_client.Run("1")));
        Assert.Equal(1, Count(_client.Run("  \n")));
        Assert.Equal(1, Count(_client.Run("2", new JsonObject { ["store_history"] = false })));
        Assert.Equal(1, Count(_client.Run("3", new JsonObject { ["silent"] = true })));
        Assert.Equal(2, Count(_client.Run("throw new Exception();")));
        Assert.Equal(3, Count(_client.Run("4")));

        static int Count(CellRun run) => (int)run.Reply.Content["execution_count"]!;
    }

    [Fact]
    public void A_silent_cell_shows_nothing_but_runs()
    {
        CellRun run = _client.Run("var x = 5; Console.WriteLine(x); display(x); x", new JsonObject { ["silent"] = true });

        Assert.Equal("ok", run.Status);
        Assert.Equal(["status", "status"], run.Messages.Select(message => message.Type));
        Assert.Equal("5", _client.Run("x").Value);
    }

    [Fact]
    public void User_expressions_have_values_or_errors_of_their_own()
    {
        CellRun run = _client.Run("var x = 6;", new JsonObject
        {
            ["user_expressions"] = new JsonObject { ["product"] = "x * 7", ["text"] = "\"a\"", ["wrong"] = "missing", ["thrown"] = "int.Parse(\"z\")" },
        });

        JsonNode values = run.Reply.Content["user_expressions"]!;
        Assert.Equal("ok", run.Status);
        Assert.Equal(("ok", "42"), ((string?)values["product"]!["status"], (string?)values["product"]!["data"]!["text/plain"]));
        Assert.Equal("a", (string?)values["text"]!["data"]!["text/plain"]);
        Assert.Equal(("error", "CompilationError"), ((string?)values["wrong"]!["status"], (string?)values["wrong"]!["ename"]));
        Assert.Equal("System.FormatException", (string?)values["thrown"]!["ename"]);
    }

    [Fact]
    public void An_error_is_told_to_all_and_answered()
    {
        CellRun run = _client.Run("var text = \"x\";\nint.Parse(text)");

        Assert.Equal("error", run.Status);
        Received error = Assert.Single(run.Outputs);
        Assert.Equal("error", error.Type);
        foreach (Received message in (Received[])[run.Reply, error])
        {
            Assert.Equal("System.FormatException", message.Text("ename"));
            Assert.Contains("'x'", message.Text("evalue"), StringComparison.Ordinal);
            Assert.Contains(message.Content["traceback"]!.AsArray(), line => ((string)line!).Contains("cell 1, line 2", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_cells_sent_before_an_error_are_aborted_and_those_after_it_run()
    {
        string failing = _client.SendHeldCell("throw new Exception(\"first\");");
        string[] waiting = [_client.SendCell("1"), _client.SendCell("2")];
        _client.UntilTaken();

        _client.OpenGate();

        Assert.Equal("error", _client.Reply(failing).Text("status"));
        foreach (string id in waiting)
        {
            Assert.Equal("aborted", _client.Reply(id).Text("status"));
            Assert.DoesNotContain(_client.UntilIdle(id), message => message.ParentId == id && message.Type == "execute_result");
        }
        Assert.Equal("3", _client.Run("3").Value);
    }

    [Fact]
    public void Cells_that_do_not_stop_on_errors_leave_the_others_alone()
    {
        string failing = _client.SendHeldCell("throw new Exception(\"first\");", new JsonObject { ["stop_on_error"] = false });
        string next = _client.SendCell("1");
        _client.UntilTaken();

        _client.OpenGate();

        Assert.Equal("error", _client.Finish(failing).Status);
        Assert.Equal("1", _client.Finish(next).Value);
    }

    [Fact]
    public void Displays_are_updated_by_their_ids_also_from_later_cells()
    {
        CellRun first = _client.Run("var shown = display(\"one\"); shown.Update(\"two\");");
        CellRun second = _client.Run("shown.Update(\"three\");");

        Assert.Equal(["display_data", "update_display_data"], first.Types);
        Assert.Equal(["update_display_data"], second.Types);
        Received[] all = [.. first.Outputs, .. second.Outputs];
        Assert.Equal(["one", "two", "three"], all.Select(message => message.Data("text/plain")));
        Assert.Single(all.Select(message => (string?)message.Content["transient"]!["display_id"]).Distinct());
        Assert.NotNull(all[0].Content["transient"]!["display_id"]);
    }

    [Fact]
    public void What_a_thread_writes_after_its_cell_is_sent_as_the_cells()
    {
        string id = _client.SendCell(
            $"new Thread(() => {{ while (!File.Exists(\"{JupyterClient.Gate}\")) {{ Thread.Sleep(10); }} Console.Write(\"late\"); }}).Start();");
        _client.UntilIdle(id);

        _client.OpenGate();
        Received late = _client.Published();

        Assert.Equal(("stream", id, "late"), (late.Type, late.ParentId, late.Text("text")));
    }

    [Fact]
    public void Outputs_can_be_taken_away()
    {
        CellRun run = _client.Run("Console.WriteLine(1); clearOutput(wait: true); Console.WriteLine(2); clearOutput();");

        Assert.Equal(["stream", "clear_output", "stream", "clear_output"], run.Types);
        Assert.Equal([true, false], run.Outputs.Where(output => output.Type == "clear_output").Select(output => (bool)output.Content["wait"]!));
    }

    [Fact]
    public void The_history_gives_the_last_cells_a_range_of_them_and_those_that_match()
    {
        foreach (string code in (string[])["1 + 1", "var y = 2;", "1 + 1", "y"]) { _client.Run(code); }

        Assert.Equal(["3:1 + 1", "4:y"], Entries(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal(["2:var y = 2;", "3:1 + 1"], Entries(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 2, ["stop"] = 4 }));
        Assert.Equal(["1:1 + 1", "3:1 + 1"], Entries(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "1*" }));
        Assert.Equal(["3:1 + 1"], Entries(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "1?+*", ["unique"] = true }));
        Assert.Equal(["3:1 + 1"], Entries(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "1*", ["n"] = 1 }));

        JsonArray withOutput = _client.Request("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true }).Content["history"]!.AsArray();
        Assert.Equal("""[[1,4,["y","2"]]]""", withOutput.ToJsonString());

        IEnumerable<string> Entries(JsonObject request) => _client.Request("history_request", request).Content["history"]!.AsArray()
            .Select(entry => $"{entry![1]}:{entry[2]}");
    }

    [Fact]
    public void A_library_is_in_the_first_output_that_needs_it_until_its_cell_runs_again()
    {
        const string Chart = "HTML(\"<script data-once='lib'>L</script><p>chart</p>\")";
        CellRun first = _client.Run(Chart, metadata: new JsonObject { ["cellId"] = "a" });
        CellRun second = _client.Run(Chart, metadata: new JsonObject { ["cellId"] = "b" });
        CellRun again = _client.Run(Chart, metadata: new JsonObject { ["cellId"] = "a" });
        _client.Run("1", metadata: new JsonObject { ["cellId"] = "a" });
        CellRun after = _client.Run(Chart, metadata: new JsonObject { ["cellId"] = "b" });

        Assert.Equal(
            [true, false, true, true],
            ((CellRun[])[first, second, again, after]).Select(run => run.Outputs.Single().Data("text/html")!.Contains("data-once", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_flood_of_console_text_shows_its_first_part_and_its_last()
    {
        CellRun run = _client.Run("for (int i = 0; i < 2_000_000; i++) { Console.WriteLine($\"line {i}\"); }");

        string text = run.Stream("stdout");
        Assert.StartsWith("line 0\nline 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("line 1999998\nline 1999999\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 5_000_000, 11_000_000);
        Assert.Contains("are left out", run.Stream("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_in_one_write_is_cut_as_well()
    {
        CellRun run = _client.Run("Console.Write(new string('a', 1) + new string('y', 20_000_000) + 'z');");

        string text = run.Stream("stdout");
        Assert.InRange(text.Length, 9_000_000, 11_000_000);
        Assert.True(text[0] == 'a' && text[^1] == 'z');
        Assert.Contains("are left out", run.Stream("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public void Much_console_text_comes_whole_and_in_order()
    {
        CellRun run = _client.Run("for (int i = 0; i < 50_000; i++) { Console.WriteLine(i); if (i % 1000 == 0) { Console.Error.WriteLine(i); } }");

        Assert.Equal(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}\n")), run.Stream("stdout"));
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"{i * 1000}\n")), run.Stream("stderr"));
    }
}
