using System.Runtime.InteropServices;
using LlmNotebooks.Csv;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation.ScoreTables;

/// <summary>Reads a table of scores row by row, or says where and why it cannot.</summary>
internal sealed class ScoreTableReader
{
    private readonly CsvFile _csv;
    private readonly string _path;
    private readonly ScoreColumns _columns;
    private readonly Dictionary<string, List<ItemScore>> _byModel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, string Item, string? Repetition), (int Line, bool Repeated)> _rows = [];
    private RepeatedItems? _repeated;

    private ScoreTableReader(CsvFile csv, string path, ScoreColumns columns) => (_csv, _path, _columns) = (csv, path, columns);

    public static ScoreTable Read(string path, ScoreColumns columns)
    {
        HashSet<string> names = new([columns.Model, columns.Item, columns.Score], StringComparer.Ordinal);
        if (columns.Repetition is not null) { names.Add(columns.Repetition); }
        if (columns.Cluster is not null) { names.Add(columns.Cluster); }
        using CsvFile csv = CsvFile.ByExtension(path, names);
        return new ScoreTableReader(csv, path, columns).Read();
    }

    private ScoreTable Read()
    {
        List<string> header = Next(_csv.ReadHeader) ?? throw new ScoreTableException("The file is empty; its first line names the columns.", _path, 1);
        int model = Column(header, _columns.Model), item = Column(header, _columns.Item), score = Column(header, _columns.Score);
        int? repetition = _columns.Repetition is null ? null : Column(header, _columns.Repetition);
        int? cluster = _columns.Cluster is null ? null : Column(header, _columns.Cluster);
        Func<List<string>?> read = _csv.Read;
        while (Next(read) is { } row)
        {
            if (row.TrueForAll(string.IsNullOrWhiteSpace)) { continue; }
            if (row.Count != header.Count) { throw Error($"The row has {row.Count} fields, the header {header.Count}."); }
            string name = Name(row[model], _columns.Model), id = Name(row[item], _columns.Item);
            Note(name, id, repetition is { } column ? row[column] : null);
            if (!_byModel.TryGetValue(name, out List<ItemScore>? scores)) { _byModel.Add(name, scores = []); }
            scores.Add(new ItemScore(id, Score(row[score]), cluster is { } at && !string.IsNullOrWhiteSpace(row[at]) ? Name(row[at], _columns.Cluster!) : null));
        }

        return _byModel.Count > 0 ? new ScoreTable(_path, _byModel, _repeated) : throw Error("The table has no row.");
    }

    private List<string>? Next(Func<List<string>?> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new ScoreTableException(e.Message, _path, _csv.Line, e);
        }
    }

    private int Column(List<string> header, string name)
    {
        int index = header.IndexOf(name);
        if (index < 0) { throw Error($"There is no column '{name}'; the columns are {string.Join(", ", header)}. Name the right one."); }
        if (header.LastIndexOf(name) != index) { throw Error($"There are two columns '{name}'; rename one."); }
        return index;
    }

    // Names repeat in every row: one string object each.
    private string Name(string value, string column)
    {
        if (string.IsNullOrWhiteSpace(value)) { throw Error($"The column '{column}' is blank."); }
        if (_names.TryGetValue(value, out string? known)) { return known; }
        _names.Add(value, value);
        return value;
    }

    private void Note(string model, string item, string? repetition)
    {
        ref (int Line, bool Repeated) row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (model, item, repetition), out bool known);
        if (!known)
        {
            row.Line = _csv.Line;
            return;
        }

        if (repetition is not null) { throw Error($"Model '{model}', item '{item}', repetition '{repetition}' was already on line {row.Line}; keep one."); }
        if (row.Repeated) { return; }
        row.Repeated = true;
        _repeated = _repeated is null ? new RepeatedItems(1, model, item, row.Line, _csv.Line) : _repeated with { Count = _repeated.Count + 1 };
    }

    private double? Score(string text) =>
        CsvNumber.TryRead(text, out double? value)
            ? value
            : throw Error($"The column '{_columns.Score}' holds '{text}', which is not a finite number; {CsvNumber.WayOut(text, _csv.Separator, "missing scores")}.");

    private ScoreTableException Error(string problem) => new(problem, _path, _csv.Line);
}
