using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Execution;

public sealed class InterruptTests
{
    /// <summary>Checks are reached late on a busy machine, and so late that a person would not wait for them.</summary>
    private static readonly StopPatience Patient = StopPatience.Default with { ForChecks = TimeSpan.FromMinutes(5) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Cells that never end by themselves; each sets the variable <c>kept</c> and then says that it has started.</summary>
    public static TheoryData<string> EndlessCells { get; } =
    [
        "while (true) { }",
        "while (true);",
        "for (;;) ;",
        "do { } while (true);",
        "again: goto again;",
        "await Task.Yield(); while (true) { }",
        "while (true) { try { while (true) { } } catch { } }",
        "while (true) { try { await Task.Delay(1); } catch { } }",
        "while (true) await Task.Delay(1);",
        "Parallel.For(0, 4, _ => { while (true) { } });",
        "await Task.Run(() => { while (true) { } });",
        "Task.Run(() => { while (true) { } }).Wait();",
        "IEnumerable<int> Count() { for (int i = 0; ; i++) { yield return i; } }\nCount().Sum(i => 0L)",
        "var thread = new Thread(() => { try { while (true) { } } catch (OperationCanceledException) { } }); thread.Start(); thread.Join();",
        "class Spinner { public int Value { get { while (true) { } } } }\nnew Spinner().Value",
        "class Shown { public override string ToString() { while (true) { } } }\nnew Shown()",
        "long Count(int n) => n < 2 ? n : Count(n - 1) + Count(n - 2);\nCount(90)",
        "static class Counter { public static long Count(int n) => n < 2 ? n : Count(n - 1) + Count(n - 2); }\nCounter.Count(90)",
        "Func<int, long> count = null; count = n => n < 2 ? n : count(n - 1) + count(n - 2);\ncount(90)",
        "async Task Count(int n) => await (n < 2 ? Task.CompletedTask : Task.WhenAll(Count(n - 1), Count(n - 2)));\nawait Count(90);",
        "foreach (var i in Enumerable.Repeat(1, int.MaxValue)) Thread.SpinWait(100);",
        "Thread.Sleep(-1);",
        "new ManualResetEventSlim().Wait();",
        "await Task.Delay(-1, cancellation);",
        "Task.Delay(-1, cancellation).Wait();",
        "using (var other = CancellationTokenSource.CreateLinkedTokenSource(cancellation)) { await Task.Delay(-1, other.Token); }",
        "object gate = new(); lock (gate) { while (true) { } }",
        "while (true) { Console.Write(\"text\"); }",
        "while (true) { display(1); }",
    ];

    [Theory]
    [MemberData(nameof(EndlessCells))]
    public async Task What_spins_waits_or_watches_ends_and_the_session_goes_on(string code)
    {
        using var session = new CSharpSession(AppContext.BaseDirectory, patience: Patient);
        CellError? error = await InterruptAsync(session, "cell 1", code);

        Assert.Equal(CellError.Interrupted, error?.Name);
        Assert.DoesNotContain("abandoned", error?.Message, StringComparison.Ordinal);
        Assert.Equal("42", await ValueAsync(session, "cell 2", "kept + 1"));
    }

    [Theory]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await Task.Yield(); Thread.Sleep(-1);")]
    [InlineData("await new TaskCompletionSource().Task;")]
    public async Task What_cannot_be_stopped_is_abandoned_with_an_error_that_says_so(string code)
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        CellError? error = await InterruptAsync(session, "cell 1", code);

        Assert.Equal(CellError.Interrupted, error?.Name);
        Assert.Contains("abandoned", error?.Message, StringComparison.Ordinal);
        Assert.Equal("42", await ValueAsync(session, "cell 2", "kept + 1"));
    }

    [Fact]
    public async Task What_an_interrupted_cell_had_set_stays_after_cells_of_every_kind()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory, patience: Patient);
        Assert.Null(await RunAsync(session, "cell 1", "int old = 1;"));
        Assert.Equal("1", await ValueAsync(session, "cell 2", "old"));

        await InterruptAsync(session, "cell 3", "while (true) { }");

        Assert.Equal("42", await ValueAsync(session, "cell 4", "kept + old"));
    }

    [Fact]
    public async Task An_abandoned_cell_neither_goes_on_nor_writes_into_a_later_one()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        Assert.Null(await RunAsync(session, "cell 1", "var gate = new TaskCompletionSource<int>(); int after = 0; Task late = null;"));
        OutputRecorder abandoned = new(2, new DisplayRegistry());
        await InterruptAsync(
            session, "cell 2",
            // Not a function of the cell's own, which would end at its first check.
            "late = gate.Task.ContinueWith(new Action<Task<int>>(Console.Write)).ContinueWith(new Func<Task, object>(display));\nawait gate.Task;\nafter = 1;",
            abandoned);

        Assert.Equal("0", await ValueAsync(session, "cell 3", "gate.SetResult(1); await late; after"));

        Assert.Contains("Task", string.Concat(abandoned.Outputs().OfType<StreamOutput>().Select(output => output.Text)), StringComparison.Ordinal);
        Assert.Single(abandoned.Outputs().OfType<DisplayOutput>());
    }

    [Fact]
    public async Task What_observes_the_token_ends_in_its_own_way_and_loses_nothing()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory, patience: Patient with { ForToken = Patient.ForChecks });
        CellError? error = await InterruptAsync(
            session, "cell 1",
            "var saved = new List<int>();\ntry { await Task.Delay(-1, cancellation); }\ncatch (OperationCanceledException) { for (int i = 0; i < 3; i++) { saved.Add(i); } }\nsaved.Count");

        Assert.Null(error);
        Assert.Equal("3", await ValueAsync(session, "cell 2", "saved.Count"));
    }

    [Fact]
    public async Task The_error_has_the_place_where_the_cell_was()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory, patience: Patient);
        CellError? error = await InterruptAsync(session, "cell 1", "int i = 0;\nwhile (true) { i++; }");

        Assert.Equal((4, "while (true) { i++; }"), (error?.Line, error?.SourceLine));
        Assert.Equal("Interrupted: The cell was interrupted.", error?.Traceback[0]);
        Assert.DoesNotContain(error!.Traceback, line => line.Contains("Interruption.Check", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_of_the_authors_own_is_left_alone()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);

        CellError? error = await RunAsync(session, "cell 1", "using (var own = new CancellationTokenSource()) { own.Cancel(); await Task.Delay(-1, own.Token); }");

        Assert.Equal("System.Threading.Tasks.TaskCanceledException", error?.Name);
    }

    [Fact]
    public async Task A_cell_interrupted_before_it_began_does_not_run()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        OutputRecorder recorder = new(1, new DisplayRegistry());

        CellError? error = await session.RunAsync(new CellCode("cell 1", "int a = 1;"), recorder, new CancellationToken(canceled: true));

        Assert.Equal(CellError.Interrupted, error?.Name);
        Assert.IsType<ErrorOutput>(Assert.Single(recorder.Outputs()));
        Assert.Equal("1", await ValueAsync(session, "cell 2", "int a = 1; a"));
    }

    [Fact]
    public async Task An_endless_recursion_is_an_error_and_not_the_end_of_the_process()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);

        CellError? error = await RunAsync(session, "cell 1", "int Down(int n) => Down(n + 1) + 1;\nDown(0)");

        Assert.Equal("System.InsufficientExecutionStackException", error?.Name);
        Assert.Equal("2", await ValueAsync(session, "cell 2", "1 + 1"));
    }

    [Fact]
    public async Task Forty_cells_with_interrupts_between_lose_none_and_keep_their_order()
    {
        string[] endless =
        [
            "while (true) { }", "await Task.Delay(-1, cancellation);", "await Task.Yield(); while (true) { }",
            "while (true) { Console.Write(1); }",
        ];
        using var session = new CSharpSession(AppContext.BaseDirectory, patience: Patient);
        Assert.Null(await RunAsync(session, "cell 0", "var order = new List<int>();"));
        for (int i = 1; i <= 40; i++)
        {
            if (i % 5 == 0) { Assert.Equal(CellError.Interrupted, (await InterruptAsync(session, $"cell {i}", endless[i / 5 % endless.Length], prefix: $"order.Add({i});"))?.Name); }
            else { Assert.Null(await RunAsync(session, $"cell {i}", $"order.Add({i});")); }
        }

        Assert.Equal(string.Join(' ', Enumerable.Range(1, 40)), await ValueAsync(session, "cell 41", "string.Join(' ', order)"));
    }

    private static async Task<CellError?> InterruptAsync(
        CSharpSession session, string name, string code, OutputRecorder? recorder = null, string prefix = "int kept = 41;")
    {
        using var started = new SemaphoreSlim(0);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sink = new StartSignal(recorder ?? new OutputRecorder(1, new DisplayRegistry()), started);
        Task<CellError?> run = session.RunAsync(new CellCode(name, $"{prefix}\nConsole.Error.Write(\"started\");\n{code}"), sink, interrupt.Token);
        await started.WaitAsync(Cancel);
        await interrupt.CancelAsync();
        return await run.WaitAsync(Patient.ForChecks * 2, Cancel);
    }

    private static Task<CellError?> RunAsync(CSharpSession session, string name, string code) =>
        session.RunAsync(new CellCode(name, code), new OutputRecorder(1, new DisplayRegistry()), Cancel);

    private static async Task<string?> ValueAsync(CSharpSession session, string name, string code)
    {
        OutputRecorder recorder = new(1, new DisplayRegistry());
        CellError? error = await session.RunAsync(new CellCode(name, code), recorder, Cancel);
        Assert.True(error is null, string.Join('\n', error?.Traceback ?? []));
        return Assert.IsType<DisplayOutput>(Assert.Single(recorder.Outputs())).Data.Text(MimeTypeNames.Plain);
    }

    private sealed class StartSignal(OutputRecorder recorder, SemaphoreSlim started) : IOutputSink
    {
        public void Write(string name, string text)
        {
            if (name == "stderr") { started.Release(); }
            else { recorder.Write(name, text); }
        }

        public void Display(MimeBundle data, string? displayId) => recorder.Display(data, displayId);

        public void Update(MimeBundle data, string displayId) => recorder.Update(data, displayId);

        public void ClearOutput(bool wait) => recorder.ClearOutput(wait);

        public void Result(MimeBundle data) => recorder.Result(data);

        public void Fail(CellError error) => recorder.Fail(error);
    }
}
