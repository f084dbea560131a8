using LlmNotebooks.Kernel.Language;

namespace LlmNotebooks.Kernel.Tests.Language;

public sealed class LanguageServiceTests
{
    private static readonly string[] Snippets =
    [
        "var x = new List<int> { 1, 2 }.Select(n => n * 2).ToList();",
        "#r \"nuget: Name, 1.0\"\n#load \"a.csx\"\nusing System.Text;\n#!csharp",
        "/// <summary>A <see cref=\"B\"/>.</summary>\nrecord A<T>(int B, string? C = \"\U0001F600\") where T : class, new();",
        "$\"{a:N2} {{ {b switch { 1 => \"x\", _ => $\"{c}\" }}\" + @\"d\"\"\" + \"\"\"e \"f\" \"\"\";",
        "async Task F() { await foreach (var (i, j) in G()) { try { yield return i?.J![^1..]; } catch (E e) when (e is { A: > 1 }) { throw; } } }",
        "if (x is [1, .. var rest] && !(y as int?)!.HasValue) goto \uD800; else { /* \U0001F4A9 */ } // end",
        "[Obsolete(\"x\", error: true)] public static unsafe int* P<in T>(ref readonly Span<T> s) => stackalloc[] { (int)'\\u0041' };",
        "#if A\n#region B\n#pragma warning disable\nint\n#endif\n\0\t#",
    ];

    [Fact]
    public async Task Every_beginning_of_code_has_an_answer_wherever_the_cursor_is()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("var x = 1; class E : Exception { public int A; }");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        foreach (string snippet in Snippets)
        {
            for (int i = 0; i <= snippet.Length; i++)
            {
                // The end of each beginning, and every third place of the whole.
                foreach ((string code, int position) in i % 3 == 0 ? new[] { (snippet[..i], i), (snippet, i) } : [(snippet[..i], i)])
                {
                    Completions completions = await session.Service.CompleteAsync(code, position, cancellationToken);
                    Assert.InRange(completions.Start, 0, position);
                    Assert.InRange(completions.End, position, code.Length);
                    await session.Service.InspectAsync(code, position, 1, cancellationToken);
                    LanguageService.Completeness(code);
                }
            }
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("if (true) {")]
    [InlineData("x => ")]
    [InlineData("new List<")]
    [InlineData("a.")]
    [InlineData("$\"{")]
    [InlineData("!")]
    public async Task Code_nested_too_deep_for_the_compiler_does_not_end_the_process(string part)
    {
        using LanguageSession session = new();
        string code = string.Concat(Enumerable.Repeat(part, 20_000));

        Assert.Empty(await session.TextsAsync(code + "|"));
        Assert.Null(await session.InspectAsync(code + "|"));
        Assert.Equal(CompletenessStatus.Unknown, LanguageService.Completeness(code).Status);
    }

    [Fact]
    public async Task Code_is_completed_while_a_cell_runs()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("var gate = new System.Threading.SemaphoreSlim(0);", "var known = new List<int>();");
        Task running = session.RunAsync("var inside = 1;\nAppDomain.CurrentDomain.SetData(\"gate of the language test\", gate);\nawait gate.WaitAsync();");
        SemaphoreSlim? gate;
        while ((gate = AppDomain.CurrentDomain.GetData("gate of the language test") as SemaphoreSlim) is null)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Task<IReadOnlyList<string>>[] requests = [.. Enumerable.Range(0, 8).Select(i => session.TextsAsync(i % 2 == 0 ? "known.AddR|" : "insid|"))];
        IReadOnlyList<string>[] answers = await Task.WhenAll(requests);
        Assert.False(running.IsCompleted);
        gate.Release();
        await running;

        Assert.All(answers, (answer, i) => Assert.Equal([i % 2 == 0 ? "AddRange" : "inside"], answer));
    }

    [Fact]
    public async Task Names_of_many_cells_are_all_there_and_the_latest_of_each_wins()
    {
        using LanguageSession session = new();
        for (int i = 0; i < 60; i++)
        {
            await session.RunAsync($"/// <summary>Number {i}.</summary>\nint Get{i}() => {i};\nvar value{i} = {(i == 0 ? "\"start\"" : $"value{i - 1} + Get{i}()")};");
            if (i % 7 == 0) { await session.RunAsync($"var again = {(i % 2 == 0 ? "1" : "\"text\"")}; if (int.TryParse(\"1\", out int parsed{i})) {{ }}\nagain"); }
            if (i % 20 == 0) { Assert.Equal([$"value{i}"], await session.TextsAsync($"value{i}|")); }
        }

        Assert.Equal(60, (await session.TextsAsync("value|")).Count(text => text.StartsWith("value", StringComparison.Ordinal)));
        Assert.Equal(9, (await session.TextsAsync("parsed|")).Count);
        Assert.Equal("(variable) string value59", await session.SignatureAsync("value59|"));
        Assert.Equal("(variable) int again", await session.SignatureAsync("again|"));
        Assert.Equal("int Get31()\n\nNumber 31.", (await session.InspectAsync("Get31|()"))?.Plain);
    }

    [Fact]
    public async Task A_using_does_not_change_what_earlier_cells_mean()
    {
        using LanguageSession session = await LanguageSession.AfterAsync(
            "class Timer { public int Own; }", "var a = 1;", "var first = new Timer();", "using System.Timers;", "var second = 2;", "var third = first;");

        Assert.Equal(["Own"], await session.TextsAsync("third.Ow|"));
        Assert.Contains("ElapsedEventArgs", await session.TextsAsync("ElapsedEv|"));
    }

    [Fact]
    public async Task The_service_is_ready_after_it_was_warmed_up_and_a_stop_is_heeded()
    {
        using LanguageSession session = new();
        await session.Service.WarmUpAsync(TestContext.Current.CancellationToken);

        Assert.Contains("WriteLine", await session.TextsAsync("Console.Wri|"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.Service.CompleteAsync("Console.", 8, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.Service.WarmUpAsync(new CancellationToken(canceled: true)));
    }
}
