using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Gguf;
using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.ModelFiles;

/// <summary>llmnb models: what the model files of a folder hold.</summary>
internal static class ModelsCommand
{
    private const string ShippedModels = "data/models";

    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = $"GGUF files, or folders of them. Default: {ShippedModels}.", Arity = ArgumentArity.ZeroOrMore };
        FormatOptions format = new();

        Command command = new("models", "Lists GGUF models with their size and shape.") { paths };
        format.AddTo(command);
        command.SetAction(parsed => Run(
            parsed.GetValue(paths) is { Length: > 0 } given ? given : [ShippedModels],
            format.Read(parsed),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string[] paths, OutputFormat format, TextWriter output, TextWriter error)
    {
        List<(string File, ModelFacts? Facts, string? Problem)> models = [.. paths.SelectMany(Files).Select(Look)];
        Frame frame = Table(models);
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, FrameOutput.Rows(frame, models.Select(model => new { model.Facts, Error = model.Problem })));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(frame, output);
                break;
            default:
                FrameOutput.Write(Table(models.Where(model => model.Facts is not null)), output);
                break;
        }

        foreach ((string file, _, string? problem) in models.Where(model => model.Problem is not null)) { error.WriteLine($"llmnb: {file}: {problem}"); }
        return models.TrueForAll(model => model.Problem is null) ? ExitCode.Done : ExitCode.Failed;
    }

    private static Frame Table(IEnumerable<(string File, ModelFacts? Facts, string? Problem)> models) => Frame.Of(models)
        .Column("file", m => m.File, ColumnRole.Key)
        .Column("architecture", m => m.Facts?.Architecture)
        .Column("parameters", m => m.Facts?.Parameters, Unit.Count)
        .Column("quantization", m => m.Facts?.Quantization)
        .Column("file_bytes", m => m.Facts?.FileBytes, Unit.Bytes)
        .Column("context_length", m => m.Facts?.ContextLength, Unit.Tokens)
        .Column("blocks", m => m.Facts?.Blocks)
        .Column("heads", m => m.Facts?.Heads)
        .Column("key_value_heads", m => m.Facts?.KeyValueHeads)
        .Build();

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
