using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Execution;

public sealed class InputTests
{
    [Theory]
    [InlineData("Console.ReadLine() + Console.ReadLine()", "onetwo", 2)]
    [InlineData("(char)Console.Read() + Console.ReadLine() + (char)Console.Read()", "onet", 2)]
    [InlineData("$\"{Console.In.Peek()} {Console.Read()}\"", "111 111", 1)]
    [InlineData("Console.In.ReadToEnd()", "one\ntwo\n", 3)]
    [InlineData("await Console.In.ReadLineAsync()", "one", 1)]
    [InlineData("var buffer = new char[9]; var n = Console.In.Read(buffer, 0, 9); $\"{n}{buffer[2]}\"", "4e", 1)]
    [InlineData("input(\"Name? \") + password(\"Key? \")", "onetwo", 2)]
    [InlineData("await Kernel.GetInputAsync(\"Name? \") + (await Kernel.GetPasswordAsync(\"Key? \")).GetClearTextPassword()", "onetwo", 2)]
    [InlineData("await GetInputAsync() + await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"Name? \", \"name\")", "onetwo", 2)]
    public async Task Cells_read_the_lines_of_the_person_and_ask_for_no_more(string code, string expected, int asked)
    {
        var person = new Person("one", "two", "", "four");
        using var session = new CSharpSession(AppContext.BaseDirectory, person);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.Null(await session.RunAsync(new CellCode("cell 1", code), recorder, TestContext.Current.CancellationToken));

        Assert.Equal(expected, Assert.IsType<DisplayOutput>(Assert.Single(recorder.Outputs())).Data.Text(MimeTypeNames.Plain));
        Assert.Equal(asked, person.Prompts.Count);
    }

    [Fact]
    public async Task The_prompt_is_given_to_the_person_and_says_whether_the_answer_is_secret()
    {
        var person = new Person("one", "two", "three");
        using var session = new CSharpSession(AppContext.BaseDirectory, person);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.Null(await session.RunAsync(
            new CellCode("cell 1", "input(\"Name? \"); password(\"Key? \"); Console.ReadLine();"), recorder, TestContext.Current.CancellationToken));

        Assert.Equal([("Name? ", false), ("Key? ", true), ("", false)], person.Prompts);
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("Console.Read()")]
    [InlineData("Console.In.ReadToEnd()")]
    [InlineData("input(\"Name? \")")]
    [InlineData("password()")]
    [InlineData("await Kernel.GetInputAsync(\"Name? \")")]
    public async Task Without_a_person_reading_says_that_there_is_none(string code)
    {
        CellError error = await Notebooks.ErrorAsync(code);

        Assert.Contains("runs without a person", error.Message, StringComparison.Ordinal);
    }

    private sealed class Person(params string[] lines) : IConsoleInput
    {
        private readonly Queue<string> _lines = new(lines);

        public List<(string Prompt, bool IsPassword)> Prompts { get; } = [];

        public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken)
        {
            Prompts.Add((prompt, isPassword));
            return _lines.Dequeue();
        }
    }
}
