using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Watches the process that started this one, so that a run never goes on for nobody.</summary>
internal sealed class ParentWatch : IDisposable
{
    /// <summary>The environment variable that holds the process id of who started this process and wants it to end with it.</summary>
    public const string Variable = "LLMNB_PARENT";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _stop = new();

    private ParentWatch(Func<bool> isAlive, Action ended)
    {
        // A thread of its own: the cells may take all of the pool's.
        var thread = new Thread(() =>
        {
            while (isAlive())
            {
                if (_stop.Wait(Interval)) { return; }
            }
            ended();
        })
        { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    /// <summary>Starts to watch if the environment asks for it, and takes the request out of it: what cells start is not asked.</summary>
    /// <param name="ended">Called once, on a thread of the watch, when the parent has ended.</param>
    /// <returns>The watch; null when there is nobody to watch.</returns>
    /// <exception cref="UsageException">The variable does not hold a process id.</exception>
    public static ParentWatch? Start(Action ended)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) { return null; }
        Environment.SetEnvironmentVariable(Variable, null);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == 0)
        {
            throw new UsageException($"{Variable} is '{text}', expected a process id");
        }

        Process? parent = Find(id);
        if (parent is null) { return new ParentWatch(() => false, ended); }
        if (OperatingSystem.IsWindows()) { return new ParentWatch(() => !parent.HasExited, ended); }
        parent.Dispose();
        // A child whose parent has ended gets another one.
        int first = GetParentId();
        return new ParentWatch(() => GetParentId() == first, ended);
    }

    /// <summary>Starts to watch the process that a variable names, if that is who started this one.</summary>
    /// <param name="variable">The environment variable that holds a process id.</param>
    /// <param name="ended">Called once, on a thread of the watch, when the parent has ended.</param>
    /// <returns>The watch; null when the variable names another process: between the two stands one that may end before them.</returns>
    public static ParentWatch? StartIfChild(string variable, Action ended)
    {
        if (OperatingSystem.IsWindows()) { return null; }
        int parent = GetParentId();
        return Environment.GetEnvironmentVariable(variable) == parent.ToString(CultureInfo.InvariantCulture)
            ? new ParentWatch(() => GetParentId() == parent, ended)
            : null;
    }

    public void Dispose() => _stop.Set();

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetParentId();
}
