namespace LlmNotebooks.Cli.Commands.Notebooks;

/// <summary>The kernel's own command line.</summary>
internal static class KernelArguments
{
    public static List<string> Of(string verb, IReadOnlyList<string> notebooks, string? folder, bool json)
    {
        List<string> arguments = [verb, .. notebooks];
        if (folder is not null) { arguments.AddRange(["--output", folder]); }
        if (json) { arguments.Add("--json"); }
        return arguments;
    }
}
