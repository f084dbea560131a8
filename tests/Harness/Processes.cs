using System.Diagnostics;

namespace LlmNotebooks.Testing;

/// <summary>Starts programs as a user would and collects what they say.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the llmnb of this build.</summary>
    public static Task<Finished> LlmnbAsync(params string[] arguments) => LlmnbInAsync(Repository.Root, arguments);

    /// <summary>Runs the llmnb of this build in a working folder.</summary>
    public static Task<Finished> LlmnbInAsync(string folder, params string[] arguments) =>
        RunAsync("dotnet", folder, ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), .. arguments]);

    /// <summary>Runs a program until it ends; one that does not end in minutes is killed and fails the test.</summary>
    public static async Task<Finished> RunAsync(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) { start.Environment[name] = value; }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} did not end in {Patience}.\n{await output}\n{await error}", exception);
        }

        return new Finished(process.ExitCode, await output, await error);
    }
}
