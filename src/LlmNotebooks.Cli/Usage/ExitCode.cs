namespace LlmNotebooks.Cli.Usage;

/// <summary>What every command ends with.</summary>
internal static class ExitCode
{
    /// <summary>The work is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed; the reason is on stderr.</summary>
    public const int Failed = 1;

    /// <summary>The command line was wrong; the usage is on stderr.</summary>
    public const int WrongUsage = 2;
}
