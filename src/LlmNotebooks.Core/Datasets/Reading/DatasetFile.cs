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
        warnings.Finish(reader);
        return problems;
    }

    private static (SampleReader Reader, IEnumerable<Row> Rows) Open(string path, DatasetFields fields, DatasetFormat format, ProblemLog problems)
    {
        ReadOnlySpan<byte> begin = FileSignature.Begin(path);
        bool isParquet = FileSignature.IsParquet(begin);
        DatasetFormat known = isParquet ? DatasetFormat.Parquet : format == DatasetFormat.ByExtension ? ByExtension(path) : format;
        bool isJson = known is DatasetFormat.JsonLines or DatasetFormat.Json;
        SampleReader reader = new(fields, problems, fromCells: !isJson && !isParquet);
        string? problem = FileSignature.Problem(path, begin) ?? (known == DatasetFormat.Parquet && !isParquet ? "The file is no Parquet file: it does not begin with PAR1." : null);
        if (problem is not null)
        {
            problems.Error(problem);
            return (reader, []);
        }

        RowShapes shapes = new(reader, fields.Rows, problems);
        JsonShape shape = isJson ? JsonLayout.Of(path) : JsonShape.Lines;
        return (reader, known switch
        {
            DatasetFormat.Parquet => ParquetRows.Read(path, problems),
            DatasetFormat.Yaml => YamlRows.Read(path, shapes, problems),
            _ when isJson && shape == JsonShape.Objects => JsonObjectRows.Read(path, shapes, problems),
            _ when isJson && (shape == JsonShape.Array || (known == DatasetFormat.Json && !JsonLayout.BeginsWithObject(path))) => JsonArrayRows.Read(path, shapes, problems),
            _ when isJson => JsonLinesRows.Read(path, shapes, problems),
            DatasetFormat.Csv => CsvRows.Read(path, separator: null, fields.Columns, reader, problems),
            DatasetFormat.CommaSeparated => CsvRows.Read(path, ',', fields.Columns, reader, problems),
            DatasetFormat.SemicolonSeparated => CsvRows.Read(path, ';', fields.Columns, reader, problems),
            _ => CsvRows.Read(path, '\t', fields.Columns, reader, problems),
        });
    }

    private static DatasetFormat ByExtension(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => DatasetFormat.Csv,
            _ when CsvDialect.IsTabSeparated(name) => DatasetFormat.TabSeparated,
            ".JSON" => DatasetFormat.Json,
            ".PARQUET" or ".PQ" => DatasetFormat.Parquet,
            ".YAML" or ".YML" => DatasetFormat.Yaml,
            _ => DatasetFormat.JsonLines,
        };
    }

    private static void Finish(SampleReader reader, int samples, ProblemLog problems)
    {
        reader.Finish();
        if (samples == 0 && problems.Errors == 0) { problems.Error(Empty); }
    }
}
