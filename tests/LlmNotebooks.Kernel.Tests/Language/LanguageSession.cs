using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Language;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Language;

/// <summary>A session whose language service tests ask; <c>|</c> in their code is the cursor.</summary>
internal sealed class LanguageSession : IDisposable
{
    private int _cells;

    public LanguageSession(string? folder = null)
    {
        Session = new CSharpSession(folder ?? AppContext.BaseDirectory);
        Service = new LanguageService(Session);
    }

    public CSharpSession Session { get; }

    public LanguageService Service { get; }

    /// <summary>A session in which cells have run.</summary>
    public static async Task<LanguageSession> AfterAsync(params string[] cells)
    {
        LanguageSession session = new();
        foreach (string cell in cells) { await session.RunAsync(cell); }
        return session;
    }

    public async Task RunAsync(string cell)
    {
        CellError? error = await ErrorAsync(cell);
        Assert.True(error is null, error is null ? "" : string.Join('\n', error.Traceback));
    }

    public async Task<CellError> FailAsync(string cell)
    {
        CellError? error = await ErrorAsync(cell);
        Assert.NotNull(error);
        return error;
    }

    public Task<Completions> CompleteAsync(string marked)
    {
        (string code, int position) = Unmark(marked);
        return Service.CompleteAsync(code, position, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<string>> TextsAsync(string marked) => [.. (await CompleteAsync(marked)).Items.Select(item => item.Text)];

    public Task<Inspection?> InspectAsync(string marked, int detail = 0)
    {
        (string code, int position) = Unmark(marked);
        return Service.InspectAsync(code, position, detail, TestContext.Current.CancellationToken);
    }

    /// <summary>The first line: the signature.</summary>
    public async Task<string?> SignatureAsync(string marked) => (await InspectAsync(marked))?.Plain.Split('\n')[0];

    public void Dispose()
    {
        Service.Dispose();
        Session.Dispose();
    }

    private Task<CellError?> ErrorAsync(string cell) =>
        Session.RunAsync(new CellCode($"cell {++_cells}", cell), new NoOutput(), TestContext.Current.CancellationToken);

    private static (string Code, int Position) Unmark(string marked)
    {
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        Assert.True(position >= 0, "the code has no cursor");
        return (marked.Remove(position, 1), position);
    }

    private sealed class NoOutput : IOutputSink
    {
        public void Write(string name, string text)
        {
        }

        public void Display(MimeBundle data, string? displayId)
        {
        }

        public void Update(MimeBundle data, string displayId)
        {
        }

        public void ClearOutput(bool wait)
        {
        }

        public void Result(MimeBundle data)
        {
        }

        public void Fail(CellError error)
        {
        }
    }
}
