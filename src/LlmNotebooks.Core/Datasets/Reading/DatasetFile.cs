using LlmNotebooks.Csv;
using LlmNotebooks.Datasets.Spooling;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>A dataset's file in any of the formats.</summary>
internal static class DatasetFile
{
    private const string Empty = "The file has no sample; each line holds one JSON object, or each row after the header of a CSV file one sample, with an input.";

    /// <summary>Reads the samples into a spool.</summary>
    /// <exception cref="DatasetFormatException">The first error.</exception>
    public static void Read(string path, DatasetFields fields, DatasetFormat format, SampleSpooler samples)
    {
        ProblemLog problems = new(path);
        (SampleReader reader, IEnumerable<Row> rows) = Open(path, fields, format, problems);
        foreach (Row row in rows) { samples.Add(reader.Read(row)!); }
        Finish(reader, samples.Count, problems);
    }

    /// <summary>Every problem; the samples as far as they have none.</summary>
    public static ProblemLog Check(string path, DatasetFields fields, DatasetFormat format, int limit, SampleSpooler samples)
    {
        ProblemLog problems = new(path, limit);
        SampleWarnings warnings = new(problems);
        (SampleReader reader, IEnumerable<Row> rows) = Open(path, fields, format, problems);
        foreach (Row row in rows)
        {
            warnings.Note(row);
            if (reader.Read(row) is not { } sample) { continue; }
            warnings.Note(sample, row.Line);
            samples.Add(sample);
        }

        if (samples.Count > 0 || problems.Errors == 0) { Finish(reader, samples.Count, problems); }
        warnings.Finish();
        return problems;
    }

    private static (SampleReader Reader, IEnumerable<Row> Rows) Open(string path, DatasetFields fields, DatasetFormat format, ProblemLog problems)
    {
        DatasetFormat known = format == DatasetFormat.ByExtension ? ByExtension(path) : format;
        SampleReader reader = new(fields, problems, fromCells: known is not (DatasetFormat.JsonLines or DatasetFormat.Json));
        return (reader, known switch
        {
            DatasetFormat.JsonLines => JsonLinesRows.Read(path, problems),
            DatasetFormat.Json => JsonArrayRows.Read(path, problems),
            DatasetFormat.Csv => CsvRows.Read(path, separator: null, reader, problems),
            DatasetFormat.CommaSeparated => CsvRows.Read(path, ',', reader, problems),
            DatasetFormat.SemicolonSeparated => CsvRows.Read(path, ';', reader, problems),
            _ => CsvRows.Read(path, '\t', reader, problems),
        });
    }

    private static DatasetFormat ByExtension(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => DatasetFormat.Csv,
        _ when CsvDialect.IsTabSeparated(path) => DatasetFormat.TabSeparated,
        ".JSON" => DatasetFormat.Json,
        _ => DatasetFormat.JsonLines,
    };

    private static void Finish(SampleReader reader, int samples, ProblemLog problems)
    {
        if (samples == 0) { problems.Error(Empty); }
        reader.Finish();
    }
}
