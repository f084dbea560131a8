using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The process that makes a run.</summary>
/// <param name="Host">Name of its machine.</param>
/// <param name="Process">Its id there.</param>
/// <param name="Started">When it began, as the clock said.</param>
/// <param name="Boot">Which start of which machine, and whose numbering of processes; null where the system does not say, or in rows of before.</param>
/// <param name="Ticks">When it began, counted from that start: neither a clock that is set nor a name that two machines share changes it. Null where <paramref name="Boot"/> is.</param>
internal sealed record RunOwner(string Host, int Process, DateTimeOffset Started, string? Boot = null, long? Ticks = null)
{
    private const int StateField = 0, StartField = 19;

    /// <summary>Where only the clock tells: processes reckon each other's beginning from it and the time since boot, which gives a little more or less.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly string? Here = ReadBoot();

    /// <summary>This process.</summary>
    public static RunOwner Current { get; } = Read();

    /// <summary>Whether it is known to have ended: of another machine's process nothing is known, unless that machine has started again since.</summary>
    public bool IsGone => IsHere ? !IsAlive() : Boot is not null && Here is not null && IsThisHost;

    /// <summary>Whether it is another process than this, and known to be at work.</summary>
    public bool IsAnotherAtWork => IsHere && Process != Environment.ProcessId && IsAlive();

    private bool IsThisHost => string.Equals(Host, Environment.MachineName, StringComparison.Ordinal);

    private bool IsHere => Boot is not null && Here is not null ? string.Equals(Boot, Here, StringComparison.Ordinal) : IsThisHost;

    /// <summary>A process of this machine.</summary>
    public static RunOwner Of(Process process) => new(Environment.MachineName, process.Id, BeginningOf(process), Here, Here is null ? null : TicksOf(process.Id));

    private static RunOwner Read()
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        return Of(self);
    }

    private static DateTimeOffset BeginningOf(Process process) => new(process.StartTime.ToUniversalTime());

    // Containers share the machine's start, and number their processes each by themselves.
    private static string? ReadBoot()
    {
        if (!OperatingSystem.IsLinux()) { return null; }
        try
        {
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // The clock has to do.
        }
    }

    // What follows the name in /proc/PID/stat, which stands in brackets and may have any character in it; null where there is no such process.
    private static string[]? Status(int process)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? TicksOf(int process) =>
        Status(process) is { Length: > StartField } status && long.TryParse(status[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? ticks : null;

    // On Linux, an ended process keeps its id until its parent asks how it ended; that parent may have been killed with it.
    private static bool IsUnreaped(int process) => OperatingSystem.IsLinux() && (Status(process) is not { Length: > StateField } status || status[StateField] is "Z" or "X");

    private bool IsAlive()
    {
        if (Ticks is { } began && Boot is not null && Here is not null) { return TicksOf(Process) == began && !IsUnreaped(Process); }
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
