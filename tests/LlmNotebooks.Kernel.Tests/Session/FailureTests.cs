using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;
using LlmNotebooks.Kernel.Tests.References;

namespace LlmNotebooks.Kernel.Tests.Session;

public sealed class FailureTests
{
    [Theory]
    [InlineData("o")]
    [InlineData("o = 5;")]
    [InlineData("Console.Write(o);")]
    [InlineData("int z = 2;")]
    [InlineData("throw new Exception();")]
    public async Task What_a_failed_cell_had_declared_stays_whatever_came_before(string before)
    {
        using CSharpSession session = new(AppContext.BaseDirectory);
        OutputRecorder outputs = new(1, new DisplayRegistry());
        await session.RunAsync(new CellCode("cell 1", "int o = 1;"), outputs, TestContext.Current.CancellationToken);
        await session.RunAsync(new CellCode("cell 2", before), outputs, TestContext.Current.CancellationToken);
        await session.RunAsync(new CellCode("cell 3", "int b = 41; int Add(int x) => x + 1; throw new Exception(\"no\");"), outputs, TestContext.Current.CancellationToken);

        CellError? error = await session.RunAsync(new CellCode("cell 4", "if (Add(b) != 42) { throw new Exception(); }"), outputs, TestContext.Current.CancellationToken);

        Assert.Null(error);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_leaves_nothing_behind()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", "int a = 1; int b = ;"), recorder, TestContext.Current.CancellationToken));
        CellError? second = await session.RunAsync(new CellCode("cell 2", "a"), recorder, TestContext.Current.CancellationToken);

        Assert.Contains("'a' does not exist", second?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_in_a_cell_that_did_not_compile_can_be_made_again()
    {
        using TemporaryFolder folder = new();
        string needed = Libraries.Write(folder.Path, "Needed", "public class Needed { public const int Value = 7; }");
        string user = Libraries.Write(folder.Path, "User", "public class User { public Needed? Field; }", references: needed);
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", $"#r \"{user}\"\nint x = ;"), recorder, TestContext.Current.CancellationToken));
        CellError? second = await session.RunAsync(new CellCode("cell 2", $"#r \"{user}\"\nNeeded.Value"), recorder, TestContext.Current.CancellationToken);

        Assert.Null(second);
        Assert.Equal("7", Assert.IsType<DisplayOutput>(recorder.Outputs()[^1]).Data.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public async Task Variables_set_before_an_exception_stay()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", "int a = 41; throw new Exception();"), recorder, TestContext.Current.CancellationToken));
        Assert.Null(await session.RunAsync(new CellCode("cell 2", "a + 1"), recorder, TestContext.Current.CancellationToken));

        Assert.Equal("42", Assert.IsType<DisplayOutput>(recorder.Outputs()[^1]).Data.Text(MimeTypeNames.Plain));
    }
}
