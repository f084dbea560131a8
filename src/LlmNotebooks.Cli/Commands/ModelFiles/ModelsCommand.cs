using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Gguf;
using LlmNotebooks.Gguf.Format;

namespace LlmNotebooks.Cli.Commands.ModelFiles;

/// <summary>llmnb models: what the model files of a folder hold.</summary>
internal static class ModelsCommand
{
    private const string ShippedModels = "data/models";

    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = $"GGUF files, or folders of them. Default: {ShippedModels}.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };

        Command command = new("models", "Lists GGUF models with their size and shape.") { paths, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(paths) is { Length: > 0 } given ? given : [ShippedModels],
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string[] paths, bool json, TextWriter output, TextWriter error)
    {
        List<(string File, ModelFacts? Facts, string? Problem)> models = [.. paths.SelectMany(Files).Select(Look)];
        if (json)
        {
            JsonOutput.Write(output, models.Select(model => new { model.File, model.Facts, Error = model.Problem }));
        }
        else
        {
            TextTable table = new TextTable().Text("file").Text("architecture").Number("parameters").Text("type").Number("bytes").Number("context").Number("blocks").Number("heads / kv");
            foreach ((string file, ModelFacts? facts, _) in models.Where(model => model.Facts is not null))
            {
                table.Row(
                    file, facts!.Architecture, TextTable.Whole(facts.Parameters), facts.Quantisation, TextTable.Whole(facts.FileBytes),
                    TextTable.Whole(facts.ContextLength), TextTable.Whole(facts.Blocks), $"{facts.Heads} / {facts.KeyValueHeads}");
            }

            table.Write(output);
        }

        foreach ((string file, _, string? problem) in models.Where(model => model.Problem is not null)) { error.WriteLine($"llmnb: {file}: {problem}"); }
        return models.TrueForAll(model => model.Problem is null) ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) { return [path]; }
        if (!Directory.Exists(path)) { throw new UsageException($"There is no file or folder {path}. Give a GGUF file or a folder of them."); }
        string[] files = [.. Directory.EnumerateFiles(path, "*.gguf").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"The folder {path} contains no .gguf file.");
    }

    private static (string File, ModelFacts? Facts, string? Problem) Look(string file)
    {
        try
        {
            using GgufModel model = GgufModel.Load(file);
            return (file, model.Facts, null);
        }
        catch (Exception exception) when (exception is GgufFormatException or IOException or UnauthorizedAccessException)
        {
            return (file, null, exception.Message);
        }
    }
}
