using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Execution;

/// <summary>Recursions without end, which would take the whole process with them, and what lambdas are for the sake of that.</summary>
public sealed class RecursionTests
{
    [Theory]
    [InlineData("int Down(int n) => Down(n + 1) + 1;", "Down(0)", 1)]
    [InlineData("Func<int, int> f = null; f = n => f(n + 1) + 1;", "f(0)", 1)]
    [InlineData("Func<int, int> f = null;\nf = n => { return f(n + 1) + 1; };", "f(0)", 2)]
    [InlineData("Func<int, int> f = null; f = delegate(int n) { return f(n + 1) + 1; };", "f(0)", 1)]
    [InlineData("Action f = null; f = () => f();", "f()", 1)]
    [InlineData("Func<int, int> f = null; f = n => g(n) + 1; int g(int n) => f(n);", "f(0)", 1)]
    [InlineData("Func<int, Func<int, int>> f = null; f = a => b => f(a)(b) + 1;", "f(0)(0)", 1)]
    [InlineData("Func<int, int> f = null; f = n => new[] { n }.Select(x => f(x) + 1).First();", "f(0)", 1)]
    [InlineData("Func<int, int> f = null; f = n => (from x in new[] { n } select f(x)).First() + 1;", "f(0)", 1)]
    [InlineData("Func<int, Task<int>> f = null; f = async n => await f(n + 1) + 1;", "await f(0)", 1)]
    [InlineData("Func<Task> f = null; f = async () => await f();", "await f()", 1)]
    [InlineData("class Node { public Node Next => new Node().Next; }", "new Node().Next", 1)]
    [InlineData("class Node { public int this[int i] { get { return this[i + 1] + 1; } } }", "new Node()[0]", 1)]
    [InlineData("class Node { Node inner = new Node(); }", "new Node()", 1)]
    [InlineData("struct Sum { public static Sum operator +(Sum a, Sum b) => a + b; }", "new Sum() + new Sum()", 1)]
    [InlineData("class Text { public override string ToString() => $\"{this}\"; }", "$\"{new Text()}\"", 1)]
    [InlineData("int Outer(int n) { int Inner(int m) => Inner(m + 1) + 1; return Inner(n); }", "Outer(0)", 1)]
    [InlineData("Func<int, int> f = n => { int Inner(int m) { return Inner(m + 1) + 1; } return Inner(n); };", "f(0)", 1)]
    public async Task A_recursion_without_end_is_an_error_with_its_line_and_the_session_goes_on(string declaration, string call, int line)
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        CancellationToken cancel = TestContext.Current.CancellationToken;

        CellError? error = await session.RunAsync(new CellCode("cell 1", $"{declaration}\n{call}"), new OutputRecorder(1, new DisplayRegistry()), cancel);
        var recorder = new OutputRecorder(2, new DisplayRegistry());
        CellError? next = await session.RunAsync(new CellCode("cell 2", "1 + 1"), recorder, cancel);

        Assert.EndsWith("InsufficientExecutionStackException", error?.Name, StringComparison.Ordinal);
        Assert.Equal(line, error!.Line);
        Assert.Null(next);
        Assert.Equal("2", Assert.IsType<DisplayOutput>(Assert.Single(recorder.Outputs())).Data.Text(MimeTypeNames.Plain));
    }

    [Theory]
    [InlineData("Func<int, int> f = n => n + 1;\nf(1)", "2")]
    [InlineData("int n = 0; Action f = () => n++;\nf();\nn", "1")]
    [InlineData("int n = 0; void Take(Action f) => f(); void Take2(Func<int> f) => n += f();\nTake(() => n++); Take2(() => n++);\nn", "2")]
    [InlineData("string Take(Action f) => \"action\"; string Take(Func<int> f) => \"function\"; int n = 0;\nTake(() => n++)", "function")]
    [InlineData("string Take(Func<Task> f) => \"task\"; string Take(Func<Task<int>> f) => \"of int\";\nTake(async () => await Task.FromResult(1)) + Take(async () => await Task.Yield())", "of inttask")]
    [InlineData("await Task.Run(() => 5)", "5")]
    [InlineData("await Task.Run(async () => await Task.FromResult(5))", "5")]
    [InlineData("await Task.Run(() => Task.FromResult(5))", "5")]
    [InlineData("int n = 0; await Task.Run(async () => await Task.Yield()); await Task.Run(() => n = 5);\nn", "5")]
    [InlineData("Func<ValueTask> f = async () => await Task.Yield(); Func<ValueTask<int>> g = async () => await Task.FromResult(5);\nawait f();\nawait g()", "5")]
    [InlineData("int[] a = [1, 2]; Ref f = (int i) => ref a[i]; f(1) = 5;\ndelegate ref int Ref(int i);\na[1]", "5")]
    [InlineData("var add = (int a, int b = 2) => a + b;\nadd(3)", "5")]
    [InlineData("Delegate f = (int a) => a + 1;\n(int)f.DynamicInvoke(4)", "5")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, int>> f = n => n + 1;\nf.ToString()", "n => (n + 1)")]
    [InlineData("new[] { 1, 2 }.AsQueryable().Where(n => new[] { 2 }.Any(m => m == n)).Single()", "2")]
    [InlineData("(from n in new[] { 1, 2 }.AsQueryable() where new[] { 2 }.Any(m => m == n) select n).Single()", "2")]
    [InlineData("string Tree(System.Linq.Expressions.Expression<Func<int>> f) => f.Body.NodeType.ToString();\nTree(() => Math.Max(1, 2))", "Call")]
    [InlineData("Func<int, Func<int, int>> f = a => b => a + b;\nf(2)(3)", "5")]
    [InlineData("new[] { 3, 1 }.OrderBy(x => x).Select((x, i) => x * i).Aggregate(2, (a, b) => a + b)", "5")]
    [InlineData("Func<int, string> f = n => n switch { 1 => \"one\", _ => throw new Exception() };\nf(1)", "one")]
    [InlineData("Func<string> f = () => default;\nf() ?? \"null\"", "null")]
    [InlineData("Func<int> f = static () => 5; Func<object, object> g = [Obsolete] (x) => x;\ng(f())", "5")]
    [InlineData("unsafe { delegate*<int, int> p = &F; static int F(int x) => x; }\nFunc<dynamic, dynamic> g = d => d.Length;\ng(\"12345\")", "5")]
    [InlineData("event Action Rung;\nint n = 0; Rung += () => n = 5; Rung();\nn", "5")]
    public async Task A_lambda_means_what_it_meant(string code, string expected) => Assert.Equal(expected, await Notebooks.ValueAsync(code));

    [Fact]
    public async Task An_error_in_a_lambda_has_the_author_s_line_and_column()
    {
        CellError error = await Notebooks.ErrorAsync("int zero = 0;\nFunc<int, int> f =\n    n => n / zero;\nf(1)");

        Assert.Equal((3, "    n => n / zero;"), (error.Line, error.SourceLine));
        Assert.Equal(10, error.Column);
    }
}
