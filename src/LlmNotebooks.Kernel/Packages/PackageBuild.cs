using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>Runs the restore and the build of a generated project.</summary>
internal static partial class PackageBuild
{
    /// <summary>Settings of this process that would change what the SDK does: those of a build that started it.</summary>
    private static readonly string[] ForeignPrefixes = ["MSBUILD", "DOTNET_CLI_CONTEXT"];

    /// <summary>
    /// NuGet tries six times by default, with waits that grow: minutes for a network that is not there.
    /// </summary>
    private static readonly (string Name, string Value)[] Settings =
    [
        ("NUGET_ENABLE_ENHANCED_HTTP_RETRY", "true"),
        ("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "2"),
        ("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "300"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_NOLOGO", "1"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "1"),
        ("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1"),
        ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("DOTNET_MULTILEVEL_LOOKUP", "0"),
    ];

    /// <summary>Builds the project in a folder; a cancelled build is killed.</summary>
    /// <returns>The warnings of NuGet.</returns>
    /// <exception cref="PackageException">It failed; the reasons are NuGet's and MSBuild's, without secrets.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string folder, DotnetSdk sdk, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(sdk.Host)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "msbuild", PackageProject.FileName, "-restore", "-target:Build", "-nologo", "-verbosity:quiet", "-terminalLogger:off",
            "-nodeReuse:false", "-maxCpuCount:1", "-noAutoResponse", "-consoleLoggerParameters:NoSummary;DisableConsoleColor",
        ];
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray()) { start.Environment.Remove(name); }
        foreach ((string name, string value) in Settings) { start.Environment[name] = value; }

        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            // Nothing may write to the folder after it is given up.
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        string text = Secrets.Redact($"{await output}\n{await error}");
        if (process.ExitCode == 0) { return Messages(text, "warning", "NU"); }
        IReadOnlyList<string> reasons = Messages(text, "error");
        throw new PackageException(reasons.Count > 0 ? reasons : [$"the build of the packages ended with code {process.ExitCode}: {text.Trim()}"]);
    }

    /// <summary>The distinct messages of one kind, each with its code behind it.</summary>
    private static IReadOnlyList<string> Messages(string output, string kind, string codes = "")
    {
        List<(string Code, string Text)> messages = [];
        foreach (Match line in Line().Matches(output))
        {
            if (line.Groups["kind"].Value != kind || !line.Groups["code"].Value.StartsWith(codes, StringComparison.Ordinal)) { continue; }
            string code = line.Groups["code"].Value, text = line.Groups["text"].Value.TrimEnd();
            // A message of several lines comes as several messages, the later ones indented.
            if (messages is [.., var last] && last.Code == code && text.StartsWith(' '))
            {
                messages[^1] = (code, $"{last.Text.TrimEnd('.')}; {text.Trim().TrimStart('-').Trim()}");
            }
            else { messages.Add((code, text.Trim())); }
        }
        return [.. messages.Distinct().Select(message => $"{message.Text} ({message.Code})")];
    }

    private static bool IsForeign(string name) =>
        ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PackageException($"{start.FileName} did not start.");
        }
        catch (Win32Exception exception)
        {
            throw new PackageException($"{start.FileName} did not start: {exception.Message}", exception);
        }
    }

    // "/path/notebook.csproj : error NU1101: Unable to find … [/path/notebook.csproj]"
    [GeneratedRegex(
        @"^.*?(?<![\w])(?<kind>error|warning) (?<code>[A-Z]+\d+): ?(?<text>.*?)( \[[^\]]*\.csproj\])?\r?$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();
}
