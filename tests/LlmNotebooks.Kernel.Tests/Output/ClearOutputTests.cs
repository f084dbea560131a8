using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Tests.Output;

public sealed class ClearOutputTests
{
    // What nbclient, the reference implementation behind nbconvert, makes of the messages: an update of a display is not an output.
    [Theory]
    [InlineData("Console.Write(1); clearOutput();", new string[0])]
    [InlineData("Console.Write(1); clearOutput(); Console.Write(2);", new[] { "2" })]
    [InlineData("Console.Write(1); clearOutput(wait: true);", new[] { "1" })]
    [InlineData("Console.Write(1); display(2); clearOutput(wait: true); Console.Write(3); Console.Write(4);", new[] { "34" })]
    [InlineData("Console.Write(1); clearOutput(wait: true); display(2); display(3);", new[] { "2", "3" })]
    [InlineData("Console.Write(1); clearOutput(wait: true); 2", new[] { "2" })]
    [InlineData("Console.Write(1); clearOutput(wait: true); clearOutput(); Console.Write(2); Console.Write(3);", new[] { "23" })]
    [InlineData("var shown = display(1); clearOutput(wait: true); shown.Update(2);", new[] { "2" })]
    [InlineData("var shown = display(1); clearOutput(); shown.Update(2); Console.Write(3);", new[] { "3" })]
    public async Task Outputs_are_cleared_at_once_or_when_the_next_one_comes(string code, string[] expected)
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(code);

        Assert.Equal(expected, outputs.Select(output => output is StreamOutput stream ? stream.Text : ((DisplayOutput)output).Data.Text(MimeTypeNames.Plain)));
    }

    [Fact]
    public async Task An_error_takes_the_place_of_outputs_that_were_to_be_cleared()
    {
        Notebook notebook = Notebooks.Of("Console.Write(1); clearOutput(wait: true); throw new Exception();");

        Assert.NotNull(await Notebooks.RunAsync(notebook));

        Assert.IsType<ErrorOutput>(Assert.Single(notebook.Cells[0].Outputs));
    }

    [Fact]
    public void A_bar_redrawn_without_end_is_neither_cut_nor_counted()
    {
        var recorder = new OutputRecorder(1, new DisplayRegistry());
        for (int i = 0; i < 300; i++)
        {
            recorder.ClearOutput(wait: true);
            recorder.Write("stdout", new string('x', 100_000));
        }

        Assert.Equal(100_000, Assert.IsType<StreamOutput>(Assert.Single(recorder.Outputs())).Text.Length);
        Assert.Equal(100_000, recorder.StreamLength);
    }
}
