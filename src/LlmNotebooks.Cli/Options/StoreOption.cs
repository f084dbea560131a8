using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Options;

/// <summary>--store, alike in every command that has it.</summary>
internal static class StoreOption
{
    /// <summary>Where runs go unless told.</summary>
    public const string Default = "llmnb.db";

    public static Option<string> Create() => new("--store")
    {
        Description = $"The run store, a SQLite file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Default,
    };

    /// <summary>Opens a store that must be there.</summary>
    public static RunStore Open(string path) => File.Exists(path)
        ? RunStore.Open(path)
        : throw new UsageException($"There is no run store {path}. llmnb evaluate creates one; --store FILE names a different one.");
}
