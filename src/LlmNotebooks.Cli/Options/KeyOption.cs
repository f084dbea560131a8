using System.CommandLine;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Options;

/// <summary>--api-key-env: the key for services, by the name of a variable, so that it stands on no command line.</summary>
internal sealed class KeyOption
{
    private readonly Option<string?> _variable = new("--api-key-env") { Description = "Environment variable that holds the API key for the services of this command. Default: OPENAI_API_KEY, sent only to api.openai.com and to the address in OPENAI_BASE_URL.", HelpName = "NAME" };

    public void AddTo(Command command) => command.Options.Add(_variable);

    /// <summary>The key of --api-key-env; null without one.</summary>
    public string? Read(ParseResult parsed) =>
        parsed.GetValue(_variable) is not { } variable ? null
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key
        : throw new UsageException(IsName(variable)
            ? $"The environment variable {variable} is not set, although --api-key-env names it."
            : "--api-key-env takes the name of an environment variable, such as MY_API_KEY. There is none with the name given, which is not repeated here because it may be a key.");

    // What may be a key is not repeated: names are capital letters, digits and underscores, as POSIX has them.
    private static bool IsName(string text) => text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
