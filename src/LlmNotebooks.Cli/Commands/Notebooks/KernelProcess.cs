using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Notebooks;

/// <summary>Starts the notebook kernel, which is a program of its own, so that a notebook's library never meets the command's copy.</summary>
internal static class KernelProcess
{
    private const int Sigterm = 15;

    /// <summary>The kernel's program, laid beside the command by its build.</summary>
    public static string AssemblyPath { get; } = Path.Combine(AppContext.BaseDirectory, "kernel", "LlmNotebooks.Kernel.dll");

    private static string Version { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs the kernel on this process's own streams until it ends.</summary>
    /// <param name="arguments">The kernel's arguments.</param>
    /// <param name="error">Told that the kernel died.</param>
    /// <param name="report">Told the same for machines; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the kernel.</param>
    /// <returns>The kernel's exit code; 1 where it died.</returns>
    /// <exception cref="FileNotFoundException">The kernel is not beside the command.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, TextWriter error, TextWriter? report, CancellationToken cancellationToken)
    {
        if (!File.Exists(AssemblyPath))
        {
            throw new FileNotFoundException($"The kernel is missing: {AssemblyPath}. Build or install llmnb again.", AssemblyPath);
        }

        ProcessStartInfo start = new(DotnetHost()) { UseShellExecute = false };
        start.Environment["LLMNB_PARENT"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(AssemblyPath);
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C reaches the kernel too, as it is in the same process group; SIGTERM reaches only this process.
            Terminate(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        if (process.ExitCode is ExitCode.Done or ExitCode.Failed or ExitCode.WrongUsage) { return process.ExitCode; }
        string message = $"the notebook's process died with code {process.ExitCode} (a stack overflow or a crash in native code, for instance)";
        await error.WriteLineAsync($"llmnb: {message}. It happened in the last cell reported above; the output of the cells before it is in the output folder.");
        if (report is not null)
        {
            // In a line, as the kernel reports the notebooks before.
            JsonObject crash = new() { ["notebook"] = null, ["succeeded"] = false, ["error"] = new JsonObject { ["name"] = "ProcessCrash", ["message"] = message } };
            await report.WriteLineAsync(crash.ToJsonString());
        }
        return ExitCode.Failed;
    }

    /// <summary>The kernel beside the command, as what an installation copies.</summary>
    /// <exception cref="FileNotFoundException">The kernel is not beside the command.</exception>
    public static KernelFiles Files() => KernelFiles.Read(Path.GetDirectoryName(AssemblyPath)!, DotnetHost(), Version);

    /// <summary>Starts a copy of the kernel as a notebook would, as far as its version.</summary>
    /// <exception cref="KernelspecException">It does not start.</exception>
    public static async Task ProbeAsync(string assembly, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(DotnetHost(), ["exec", assembly, "--version"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken), error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == 0) { return; }
        throw new KernelspecException($"The kernel does not start with {start.FileName} (exit code {process.ExitCode}): {(await error + await output).Trim()}");
    }

    private static void Terminate(Process process)
    {
        if (process.HasExited) { return; }
        if (OperatingSystem.IsWindows()) { process.Kill(entireProcessTree: true); }
        else { _ = Kill(process.Id, Sigterm); }
    }

    /// <summary>The dotnet that runs this process: it lies above the framework's folder, shared/Microsoft.NETCore.App/VERSION.</summary>
    private static string DotnetHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
