using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands.Datasets;

/// <summary>Files that parts of a data set are written to.</summary>
internal static class DatasetFiles
{
    /// <summary>The data is not overwritten by a part of it, nor one part by another.</summary>
    public static void RequireDistinct(string source, IReadOnlyList<string> outputs)
    {
        HashSet<string> taken = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal) { Path.GetFullPath(source) };
        foreach (string output in outputs)
        {
            if (!taken.Add(Path.GetFullPath(output))) { throw new UsageException($"--output {output} is the data file itself or another --output; choose a different file."); }
        }
    }

    /// <summary>What was written.</summary>
    public static void Write(IReadOnlyList<string> files, IReadOnlyList<Dataset> parts, bool json, TextWriter output)
    {
        if (json)
        {
            JsonOutput.Write(output, parts.Zip(files, (part, file) => new { File = file, Samples = part.Samples.Count, Clusters = DatasetReport.Clusters(part.Samples), part.Hash }));
            return;
        }

        TextTable table = new TextTable().Text("file").Number("samples").Number("clusters").Text("hash");
        foreach ((Dataset part, string file) in parts.Zip(files)) { table.Row(file, TextTable.Whole(part.Samples.Count), TextTable.Whole(DatasetReport.Clusters(part.Samples)), part.Hash); }
        table.Write(output);
    }
}
