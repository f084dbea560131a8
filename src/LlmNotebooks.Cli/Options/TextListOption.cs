using System.CommandLine;

namespace LlmNotebooks.Cli.Options;

/// <summary>An option that takes texts with commas between them.</summary>
internal static class TextListOption
{
    /// <summary>The texts; none where not given.</summary>
    public static Option<string[]> Create(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries),
    };
}
