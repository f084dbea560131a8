namespace LlmNotebooks.Testing;

/// <summary>What a process left when it ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Everything it said, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
