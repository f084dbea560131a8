using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;
using LlmNotebooks.Tables;

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
        Frame frame = Frame.Of(parts.Zip(files, (part, file) => (Part: part, File: file)))
            .Column("file", p => p.File, ColumnRole.Key)
            .Column("samples", p => p.Part.Samples.Count, Unit.Count)
            .Column("clusters", p => DatasetReport.Clusters(p.Part.Samples), Unit.Count)
            .Column("hash", p => p.Part.Hash)
            .Build();
        if (json) { JsonOutput.Write(output, FrameOutput.Rows(frame)); }
        else { FrameOutput.Write(frame, output); }
    }
}
