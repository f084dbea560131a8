using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class LanguageRequestTests : IDisposable
{
    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("Console.WriteL", 14, 8, 14)]
    [InlineData("var s = \"😀\"; Console.WriteL", 27, 21, 27)]
    [InlineData("Console.WriteL(1); // 😀", 14, 8, 14)]
    public void Completion_replaces_a_range_of_code_points(string code, int cursor, int start, int end)
    {
        Received reply = _client.Request("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor });

        Assert.Equal("ok", reply.Text("status"));
        Assert.Equal("""["WriteLine"]""", reply.Content["matches"]!.ToJsonString());
        Assert.Equal((start, end), ((int)reply.Content["cursor_start"]!, (int)reply.Content["cursor_end"]!));
        JsonNode typed = Assert.Single(reply.Content["metadata"]!["_jupyter_types_experimental"]!.AsArray())!;
        Assert.Equal(("WriteLine", "method"), ((string?)typed["text"], (string?)typed["type"]));
        Assert.Equal((start, end), ((int)typed["start"]!, (int)typed["end"]!));
    }

    [Fact]
    public void Completion_knows_what_earlier_cells_declared_also_while_one_runs()
    {
        _client.Run("record Measurement(double Seconds); var measurement = new Measurement(2);");
        string busy = _client.SendHeldCell();

        Received completion = _client.Request("complete_request", new JsonObject { ["code"] = "measurement.Sec", ["cursor_pos"] = 15 });
        _client.OpenGate();

        Assert.Equal("""["Seconds"]""", completion.Content["matches"]!.ToJsonString());
        Assert.Equal("ok", _client.Reply(busy).Text("status"));
    }

    [Fact]
    public void Inspection_tells_of_a_name_as_text_and_as_markdown()
    {
        Received found = _client.Request("inspect_request", new JsonObject { ["code"] = "Math.Sqrt", ["cursor_pos"] = 9, ["detail_level"] = 0 });
        Received missing = _client.Request("inspect_request", new JsonObject { ["code"] = "nothingKnown", ["cursor_pos"] = 4, ["detail_level"] = 0 });

        Assert.True((bool)found.Content["found"]!);
        Assert.Contains("Sqrt(double", found.Data("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Sqrt(double", found.Data("text/markdown"), StringComparison.Ordinal);
        Assert.False((bool)missing.Content["found"]!);
        Assert.Empty(missing.Content["data"]!.AsObject());
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("if (true)\n{", "incomplete", "    ")]
    [InlineData("1 + ) 2", "invalid", null)]
    public void Code_is_complete_or_not(string code, string status, string? indent)
    {
        Received reply = _client.Request("is_complete_request", new JsonObject { ["code"] = code });

        Assert.Equal(status, reply.Text("status"));
        Assert.Equal(indent, reply.Text("indent"));
    }
}
