using System.Collections.Frozen;
using LlmNotebooks.Csv;
using LlmNotebooks.Evaluation.ScoreTables;

namespace LlmNotebooks.Evaluation;

/// <summary>Columns of a CSV file, by name: numbers that may be missing, and texts.</summary>
public sealed class CsvTable
{
    private readonly List<List<string>> _rows;
    private readonly List<int> _lines;
    private readonly char _separator;

    private CsvTable(string path, List<string> columns, List<List<string>> rows, List<int> lines, char separator) =>
        (Path, Columns, _rows, _lines, _separator) = (path, columns, rows, lines, separator);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of the columns, in the file's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows, without the header and blank lines; in a file of one column a blank line before the last row is a row, whose cell is missing.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Reads a CSV file (RFC 4180: quotes, a header line; UTF-8).</summary>
    /// <param name="path">The file.</param>
    /// <remarks>Tabs separate the fields of a .tsv; of another file, the one of comma, semicolon and tab that parts header and first row into as many fields, and then into most.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CsvTableException">The file is no such table; the message has the line.</exception>
    public static CsvTable Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no file '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        using CsvFile csv = CsvFile.ByExtension(path, FrozenSet<string>.Empty);
        List<string> header = Next(csv.ReadHeader, csv, path) ?? throw new CsvTableException("The file is empty; its first line names the columns.", path, 1);
        List<List<string>> rows = [];
        List<int> lines = [], blank = [];
        Func<List<string>?> read = csv.Read;
        while (Next(read, csv, path) is { } row)
        {
            if (row is [""])
            {
                // In a file of one column it is a row whose only cell is missing, unless nothing comes after it.
                if (header.Count == 1) { blank.Add(csv.Line); }
                continue;
            }

            foreach (int line in blank)
            {
                rows.Add([string.Empty]);
                lines.Add(line);
            }

            blank.Clear();
            if (row.Count != header.Count) { throw new CsvTableException($"The row has {row.Count} fields, the header {header.Count}.", path, csv.Line); }
            rows.Add(row);
            lines.Add(csv.Line);
        }

        return new CsvTable(path, header, rows, lines, csv.Separator);
    }

    /// <summary>The line of the file, from 1, at which a row begins.</summary>
    /// <param name="row">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int LineOf(int row) => row >= 0 && row < _lines.Count ? _lines[row] : throw new ArgumentOutOfRangeException(nameof(row), row, $"Rows are from 0 to {_lines.Count - 1}.");

    /// <summary>A column of numbers; null where missing: empty, <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>null</c> or <c>none</c>. <c>true</c> is 1 and <c>false</c> 0.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="CsvTableException">There is no such column, or there are two, or a cell is not a finite number; the message has its line and column.</exception>
    public IReadOnlyList<double?> Numbers(string column)
    {
        int index = IndexOf(column);
        double?[] numbers = new double?[_rows.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!CsvNumber.TryRead(_rows[row][index], out numbers[row])) { throw new CsvTableException($"'{_rows[row][index]}' is not a finite number; {CsvNumber.WayOut(_rows[row][index], _separator, "missing values")}.", Path, _lines[row], column); }
        }

        return numbers;
    }

    /// <summary>A column of texts; null where blank.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="CsvTableException">There is no such column, or there are two.</exception>
    public IReadOnlyList<string?> Texts(string column)
    {
        int index = IndexOf(column);
        return [.. _rows.Select(row => string.IsNullOrWhiteSpace(row[index]) ? null : row[index])];
    }

    private int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        List<string> columns = (List<string>)Columns;
        int index = columns.IndexOf(column);
        if (index < 0) { throw new CsvTableException($"There is no column '{column}'; the columns are {string.Join(", ", Columns)}.", Path, 1); }
        return columns.LastIndexOf(column) == index ? index : throw new CsvTableException($"There are two columns '{column}'; rename one.", Path, 1);
    }

    private static List<string>? Next(Func<List<string>?> read, CsvFile csv, string path)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new CsvTableException(e.Message, path, csv.Line, inner: e);
        }
    }
}
