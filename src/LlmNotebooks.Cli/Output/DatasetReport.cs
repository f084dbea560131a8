using LlmNotebooks.Cli.Options;
using LlmNotebooks.Datasets;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>What a data set holds and what is wrong with it, for people and for machines.</summary>
internal static class DatasetReport
{
    /// <summary>How many clusters the samples are in; a sample without one is one of its own.</summary>
    public static int Clusters(IEnumerable<Sample> samples) => samples.Select(sample => sample.Cluster is null ? "id\n" + sample.Id : "cluster\n" + sample.Cluster).Distinct(StringComparer.Ordinal).Count();

    public static object Json(DatasetCheck check) => new
    {
        check.Path,
        Valid = check.IsValid,
        check.Errors,
        check.Warnings,
        Samples = check.Dataset?.Samples.Count,
        check.Dataset?.Hash,
        Problems = check.Problems.Select(problem => new { problem.Severity, problem.Line, problem.Field, Message = DatasetOptions.Localised(problem.Message) }),
        Notes = check.Notes.Select(note => DatasetOptions.Localised(note.Message)),
    };

    public static void Write(DatasetCheck check, TextWriter output)
    {
        foreach (DatasetProblem problem in check.Problems)
        {
            output.WriteLine($"{(problem.Severity == ProblemSeverity.Error ? "error" : "warning")} {DatasetOptions.Localised(problem.ToString())}");
        }

        foreach (DatasetProblem note in check.Notes) { output.WriteLine($"note {DatasetOptions.Localised(note.Message)}"); }
        int more = check.Errors + check.Warnings - check.Problems.Count;
        if (more > 0) { output.WriteLine($"… and {more:N0} more; --limit N lists more of them."); }
        string counts = $"{Counted(check.Errors, "error")}, {Counted(check.Warnings, "warning")}";
        output.WriteLine(check.Dataset is { } dataset ? $"{check.Path}: {Counted(dataset.Samples.Count, "sample")}, {counts}; hash {dataset.Hash}" : $"{check.Path} does not load: {counts}");
    }

    public static object Json(Dataset dataset, int limit) => new
    {
        dataset.Name,
        dataset.Source,
        Samples = dataset.Samples.Count,
        Clusters = Clusters(dataset.Samples),
        dataset.Hash,
        Categories = FrameOutput.Rows(Categories(dataset)),
        First = dataset.Samples.Take(limit).Select(sample => new
        {
            sample.Id,
            sample.Category,
            sample.Cluster,
            Messages = Messages(sample).Select(message => new { message.Role, Content = message.Text }),
            sample.References,
        }),
    };

    public static void Write(Dataset dataset, int limit, TextWriter output)
    {
        output.WriteLine($"{dataset.Name}: {Counted(dataset.Samples.Count, "sample")} in {Counted(Clusters(dataset.Samples), "cluster")}; hash {dataset.Hash}");
        if (dataset.Samples.Any(sample => sample.Category is not null))
        {
            output.WriteLine();
            FrameOutput.Write(Categories(dataset), output);
        }

        foreach (Sample sample in dataset.Samples.Take(limit))
        {
            output.WriteLine();
            output.WriteLine($"── {sample.Id}{(sample.Category is null ? string.Empty : $", {sample.Category}")}");
            foreach (Message message in Messages(sample)) { output.WriteLine($"{message.Role.ToString().ToLowerInvariant()}: {message.Text}"); }
            output.WriteLine(sample.References.Count == 0 ? "target: –" : $"target: {string.Join(" | ", sample.References)}");
        }
    }

    private static Frame Categories(Dataset dataset) => dataset.ByCategory().Select("category", "samples", "clusters");

    private static IEnumerable<Message> Messages(Sample sample) => sample.History.Append(new Message(MessageRole.User, sample.Input));

    private static string Counted(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? string.Empty : "s")}";
}
