using System.Runtime.InteropServices;

namespace LlmNotebooks.Kernel.Cultures;

/// <summary>The cultures of this process: those of the machine, as any .NET program has them, or only the invariant one where it has none.</summary>
/// <remarks>
/// Without ICU the runtime ends a process that did not ask for the invariant mode in its configuration, and one that did gets wrong numbers
/// out of every culture on machines that have ICU. So the mode is chosen as the process starts. In it no other culture can be made: one that
/// has the invariant culture's formats under a foreign name would read "1,5" as 15.
/// </remarks>
internal static class CultureData
{
    private const string Switch = "System.Globalization.Invariant";
    private const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>The versions of ICU that the runtime looks for.</summary>
    private const int OldestVersion = 50, NewestVersion = 100;

    /// <summary>What a person should know who wonders about cultures; null where all are there.</summary>
    public static string? Note { get; private set; }

    /// <summary>What to do where a culture is missing; null where all are there.</summary>
    public static string? Advice { get; private set; }

    /// <summary>Chooses the mode. To be called before anything else: the first use of a culture fixes it.</summary>
    public static void Prepare()
    {
        bool isAsked = IsAsked(Environment.GetEnvironmentVariable(Variable));
        bool isMissing = !isAsked && OperatingSystem.IsLinux() && !HasIcu();
        if (isMissing) { AppContext.SetSwitch(Switch, true); }
        if (!isAsked && !isMissing) { return; }
        Advice = isAsked
            ? $"the variable {Variable} takes all cultures but the invariant one away: start without it."
            : "this machine has no ICU, and so no culture but the invariant one: install it (Debian, Ubuntu: libicu72 or its like; Alpine: icu-libs and icu-data-full; Fedora: libicu) and start again.";
        Note = $"note: cells know the invariant culture only, and texts sort by their characters' codes: {Advice}";
    }

    /// <summary>Whether a value of the variable asks for the invariant mode, as the runtime reads it.</summary>
    private static bool IsAsked(string? value) => value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static bool HasIcu() => Enumerable.Range(OldestVersion, NewestVersion - OldestVersion + 1).Reverse()
        .Any(version => NativeLibrary.TryLoad($"libicuuc.so.{version}", out _) && NativeLibrary.TryLoad($"libicui18n.so.{version}", out _));
}
