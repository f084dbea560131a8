using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class ConversationTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_last_user_turn_is_asked_after_what_stands_before_it()
    {
        Sample sample = _files.One(
            """
            {"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":[{"type":"text","text":"Bye"},{"type":"text","text":"!"}]},{"role":"assistant","content":"Ciao","weight":1}]}
            """);

        Assert.Equal("Bye!", sample.Input);
        Assert.Equal([new(MessageRole.System, "Be brief."), new(MessageRole.User, "Hi"), new(MessageRole.Assistant, "Hello")], sample.History);
        Assert.Equal("Ciao", sample.Target);
        Assert.Empty(sample.Metadata);
    }

    [Fact]
    public void A_target_counts_before_the_last_answer_where_it_says_the_same_or_was_named()
    {
        const string Messages = """ "messages":[{"role":"user","content":"x"},{"role":"assistant","content":"a"}] """;

        Assert.Equal(["a", "b"], _files.One($$"""{"references":["a","b"],{{Messages}}}""").References);
        Assert.Contains("keep one", _files.Fails($$"""{"target":"b",{{Messages}}}""").Message, StringComparison.Ordinal);
        Assert.Equal("b", _files.One($$"""{"target":"b",{{Messages}}}""", new DatasetFields { Target = "target" }).Target);
        Assert.Equal("a", _files.One($$"""{"target":"b",{{Messages}}}""", new DatasetFields { Target = "" }).Target);
    }

    [Fact]
    public void A_system_prompt_of_its_own_goes_before_all()
    {
        Assert.Equal([new(MessageRole.System, "S")], _files.One("""{"input":"x","system":"S"}""").History);
        Assert.Equal([new(MessageRole.System, "S"), new(MessageRole.User, "a")], _files.One("""{"system_prompt":"S","messages":[{"role":"user","content":"a"},{"role":"user","content":"x"}]}""").History);
        Assert.Empty(_files.One("""{"input":"x","system":" "}""").History);
    }

    [Fact]
    public void Whichever_of_messages_and_input_is_named_counts()
    {
        const string Both = """{"prompt":"p","messages":[{"role":"user","content":"m"}]}""";

        Assert.Contains("both messages and an input", _files.Fails(Both).Message, StringComparison.Ordinal);
        Assert.Equal("p", _files.One(Both, new DatasetFields { Input = "prompt" }).Input);
        Assert.Equal("m", _files.One(Both, new DatasetFields { Messages = "messages" }).Input);
        Assert.Equal("m", _files.One("""{"input":[{"role":"user","content":"m"}]}""", new DatasetFields { Messages = "input" }).Input);
        Assert.Equal("m", _files.One("""{"input":[{"role":"user","content":"m"}]}""").Input);
    }

    [Fact]
    public void A_null_is_a_field_that_is_not_there()
    {
        Assert.Equal(_files.One("""{"input":"x"}""").Hash, _files.One("""{"input":"x","messages":null,"system":null,"target":null,"references":null,"choices":null,"category":null}""").Hash);
        Assert.Equal(_files.One("""{"messages":[{"role":"user","content":"x"}]}""").Hash, _files.One("""{"input":null,"messages":[{"role":"user","content":"x"}]}""").Hash);
    }

    [Theory]
    [InlineData("""{"messages":"x"}""", "messages", "An array of messages")]
    [InlineData("""{"messages":[]}""", "messages", "There is no message")]
    [InlineData("""{"messages":["x"]}""", "messages[0]", "not a text")]
    [InlineData("""{"messages":[{"content":"x"}]}""", "messages[0]", "no role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content", "no content")]
    [InlineData("""{"messages":[{"role":"user","content":null}]}""", "messages[0].content", "not null")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].role", "The role 'tool' is not supported")]
    [InlineData("""{"messages":[{"role":"User","content":"x"}]}""", "messages[0].role", "The role 'User'")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[{}]}]}""", "messages[1].tool_calls", "Calls of tools are not supported")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{}}]}]}""", "messages[0].content[1]", "'image_url' are not supported")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0]", "no text")]
    [InlineData("""{"messages":[{"role":"user","content":["x"]}]}""", "messages[0].content[0]", "object with a type")]
    [InlineData("""{"messages":[{"role":"system","content":"x"}]}""", "messages", "None of the messages is of the role user")]
    [InlineData("""{"messages":[{"role":"user","content":" "}]}""", "messages[0].content", "blank")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"a"},{"role":"assistant","content":"b"}]}""", "messages[1]", "at most one message")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"system","content":"a"}]}""", "messages[1]", "at most one message")]
    [InlineData("""{"system":"S","messages":[{"role":"system","content":"T"},{"role":"user","content":"x"}]}""", "system", "too; keep one")]
    public void What_is_wrong_is_said_with_its_place(string line, string field, string problem)
    {
        DatasetFormatException e = _files.Fails("{\"input\":\"fine\"}\n" + line);

        Assert.Equal((2, field), (e.Line, e.Field));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }
}
