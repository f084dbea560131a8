using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Options;

/// <summary>--plugin: assemblies with metrics and providers of one's own.</summary>
internal sealed class PluginOption
{
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "A .NET assembly with metrics or providers of models, which are then used by name; may be repeated.", HelpName = "FILE.dll" };

    public void AddTo(Command command) => command.Options.Add(_plugins);

    /// <summary>Loads them, before any name is looked up.</summary>
    public void Load(ParseResult parsed)
    {
        foreach (string path in parsed.GetValue(_plugins) ?? [])
        {
            if (!File.Exists(path)) { throw new UsageException($"There is no plug-in {path}."); }
            Plugin.Load(path);
        }
    }
}
