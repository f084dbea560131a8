using System.Globalization;

namespace LlmNotebooks.Kernel.Tests;

/// <summary>Tells which signals reach the programs that tests start.</summary>
internal static class Signals
{
    private const ulong Interrupt = 1 << (2 - 1);

    /// <summary>Skips a test where its programs cannot be sent SIGINT.</summary>
    /// <remarks>What a shell runs in its background ignores SIGINT, and so does every program that is started from there.</remarks>
    public static void SkipWithoutInterrupt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.SkipWhen((Ignored() & Interrupt) != 0, "The tests run in the background of a shell: SIGINT is ignored.");
    }

    private static ulong Ignored()
    {
        const string Status = "/proc/self/status", Name = "SigIgn:";
        string? line = !File.Exists(Status) ? null : File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : ulong.Parse(line.AsSpan(Name.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
