using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>Runs command lines in this process.</summary>
internal static class CommandLine
{
    /// <summary>Runs one and collects what it prints.</summary>
    public static async Task<Finished> RunAsync(params string[] arguments)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLineApp.RunAsync(arguments, TextWriter.Synchronized(output), TextWriter.Synchronized(error), TestContext.Current.CancellationToken);
        return new Finished(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs one that must succeed, and reads the JSON that it prints.</summary>
    public static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        Finished finished = await RunAsync([.. arguments, "--json"]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        using JsonDocument document = JsonDocument.Parse(finished.Output);
        return document.RootElement.Clone();
    }

    /// <summary>A shipped model.</summary>
    public static string Model(string name) => Repository.PathOf("data", "models", $"{name}.gguf");

    /// <summary>The data set that the card's accuracies are from.</summary>
    public static string Dataset { get; } = Repository.PathOf("data", "datasets", "skills-test.jsonl");
}
