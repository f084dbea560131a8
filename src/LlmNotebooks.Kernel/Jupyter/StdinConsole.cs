using System.Text.Json.Nodes;
using System.Threading.Channels;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Asks the person at the client whose cell runs.</summary>
internal sealed class StdinConsole(KernelConnection connection) : IConsoleInput
{
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private volatile Asker? _asker;

    /// <summary>Says whose cell runs from now on; null for nobody's.</summary>
    public void Enter(JupyterMessage? request, JupyterOutput? output) =>
        _asker = request is null || output is null ? null : new Asker(request, output);

    /// <summary>Takes an answer.</summary>
    public void Answer(JupyterMessage reply) => _answers.Writer.TryWrite(reply.Text("value") ?? "");

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        if (_asker is not { } asker || !asker.Request.Flag("allow_stdin", false))
        {
            throw new InvalidOperationException("The client that runs this cell takes no input. Put the value into a variable instead.");
        }
        // The question may have been written to the console just before.
        string question = asker.Output.TakeUnfinishedLine() + prompt;
        asker.Output.Flush();
        // What was answered to a question that nobody waits for any more is no answer to this one.
        while (_answers.Reader.TryRead(out _)) { }
        connection.Ask(asker.Request, new JsonObject { ["prompt"] = question, ["password"] = isPassword });
        // Console.ReadLine is synchronous, so the cell that asks waits on its own thread.
        return _answers.Reader.ReadAsync(cancellationToken).AsTask().GetAwaiter().GetResult();
    }

    private sealed record Asker(JupyterMessage Request, JupyterOutput Output);
}
