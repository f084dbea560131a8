namespace LlmNotebooks.Kernel.Tests.Jupyter;

/// <summary>What came for a cell: the answer, and everything told to all clients from busy to idle.</summary>
internal sealed record CellRun(Received Reply, IReadOnlyList<Received> Messages)
{
    public string? Status => Reply.Text("status");

    /// <summary>The outputs, without the status and the echo of the code; console text in one piece.</summary>
    public IReadOnlyList<Received> Outputs => Received.Joined(Messages.Where(message => message.Type is not ("status" or "execute_input")));

    /// <summary>The types of the outputs.</summary>
    public IEnumerable<string> Types => Outputs.Select(output => output.Type);

    /// <summary>All console text of a stream.</summary>
    public string Stream(string name) =>
        string.Concat(Outputs.Where(output => output.Type == "stream" && output.Text("name") == name).Select(output => output.Text("text")));

    /// <summary>The value of the cell as plain text.</summary>
    public string? Value => Outputs.SingleOrDefault(output => output.Type == "execute_result")?.Data("text/plain");
}
