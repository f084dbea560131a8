using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class InputTests : IDisposable
{
    private static readonly JsonObject WithInput = new() { ["allow_stdin"] = true };

    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void A_cell_asks_the_client_that_sent_it_and_the_unfinished_line_is_the_question()
    {
        Received question;
        int tries = 0;
        // Console text is gathered for a moment: on a busy machine the line may have been sent before the cell asks.
        do
        {
            string id = _client.SendCell("Console.WriteLine(\"Hello.\"); Console.Write(\"Name: \"); var name = Console.ReadLine(); name", WithInput);

            question = _client.Question();
            _client.Answer("Ada");
            CellRun run = _client.Finish(id);

            Assert.Equal(("input_request", id), (question.Type, question.ParentId));
            Assert.False((bool)question.Content["password"]!);
            Assert.Equal("Ada", run.Value);
            Assert.Equal("Hello.\nName: ", run.Stream("stdout") + question.Text("prompt"));
        }
        while (question.Text("prompt")!.Length == 0 && ++tries < 100);

        Assert.Equal("Name: ", question.Text("prompt"));
    }

    [Fact]
    public void A_password_is_asked_for_as_one()
    {
        string id = _client.SendCell("var key = password(\"Key\"); key.Length", WithInput);

        Received question = _client.Question();
        _client.Answer("secret");

        Assert.Equal("Key", question.Text("prompt"));
        Assert.True((bool)question.Content["password"]!);
        Assert.Equal("6", _client.Finish(id).Value);
    }

    [Fact]
    public void A_late_answer_is_none_to_the_next_question()
    {
        _client.Answer("nobody asked");
        // Messages of one channel are taken in their order: after this one the answer is there, too early for any question.
        _client.Answer("", "comm_msg");
        _client.UntilLogged("'comm_msg' came on Stdin");
        string id = _client.SendCell("input(\"First: \")", WithInput);
        _client.Question();
        _client.Answer("one");

        Assert.Equal("one", _client.Finish(id).Value);
    }

    [Fact]
    public void A_client_that_takes_no_input_gets_an_error()
    {
        CellRun run = _client.Run("Console.ReadLine()");

        Assert.Equal("error", run.Status);
        Assert.Contains("input", run.Reply.Text("evalue"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_waits_for_an_answer_can_be_interrupted()
    {
        string id = _client.SendCell("var kept = 5; Console.ReadLine();", WithInput);
        _client.Question();

        _client.Request("interrupt_request", control: true);

        Assert.Equal("error", _client.Finish(id).Status);
        Assert.Equal("5", _client.Run("kept").Value);
    }
}
