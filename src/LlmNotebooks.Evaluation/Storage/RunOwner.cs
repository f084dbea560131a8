using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The process that makes a run.</summary>
/// <param name="Host">Name of its machine.</param>
/// <param name="Process">Its id there.</param>
/// <param name="Started">When it began, by which a later process with the same id is told from it.</param>
internal sealed record RunOwner(string Host, int Process, DateTimeOffset Started)
{
    /// <summary>Processes reckon each other's beginning from the clock and the time since boot, which gives a little more or less.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>This process.</summary>
    public static RunOwner Current { get; } = Read();

    /// <summary>Whether it is known to have ended: of another machine's process nothing is known.</summary>
    public bool IsGone => IsHere && !IsAlive();

    /// <summary>Whether it is another process than this, and known to be at work.</summary>
    public bool IsAnotherAtWork => IsHere && Process != Environment.ProcessId && IsAlive();

    private bool IsHere => string.Equals(Host, Environment.MachineName, StringComparison.Ordinal);

    private static RunOwner Read()
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        return new RunOwner(Environment.MachineName, self.Id, BeginningOf(self));
    }

    private static DateTimeOffset BeginningOf(Process process) => new(process.StartTime.ToUniversalTime());

    // On Linux, an ended process keeps its id until its parent asks how it ended; that parent may have been killed with it.
    private static bool IsUnreaped(int process)
    {
        if (!OperatingSystem.IsLinux()) { return false; }
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The name before the state is in brackets, and may have any character in it.
            return status.AsSpan(status.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return true; // it is gone meanwhile
        }
    }

    private bool IsAlive()
    {
        try
        {
            using Process process = System.Diagnostics.Process.GetProcessById(Process);
            return (BeginningOf(process) - Started).Duration() < Tolerance && !IsUnreaped(Process);
        }
        catch (ArgumentException)
        {
            return false; // there is no such process
        }
        catch (InvalidOperationException)
        {
            return false; // it ended meanwhile
        }
        catch (Win32Exception)
        {
            return true; // somebody else's process, which may not be looked at
        }
    }
}
