using LlmNotebooks.Display;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>A table of named, typed columns: a <see cref="Microsoft.Data.Analysis.DataFrame"/> that notebooks display.</summary>
/// <remarks>
/// A missing cell is missing: it is shown as an em dash, written to CSV as an empty field, and read as null, never as 0.
/// Every operation returns a new frame and leaves this one as it is.
/// </remarks>
[TypeFormatterSource(typeof(FrameFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class Frame
{
    /// <summary>Wraps a data frame; the two share their columns.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="dataFrame"/> is null.</exception>
    public Frame(DataFrame dataFrame)
        : this(dataFrame, null)
    {
    }

    internal Frame(DataFrame dataFrame, IEnumerable<FrameColumn>? facts)
    {
        ArgumentNullException.ThrowIfNull(dataFrame);
        DataFrame = dataFrame;
        Columns = [.. dataFrame.Columns.Select(c => c.Name)];
        Facts = [.. facts ?? Columns.Select(name => new FrameColumn(name))];
    }

    /// <summary>The data frame behind this table.</summary>
    public DataFrame DataFrame { get; }

    /// <summary>Names of the columns, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The facts of the columns, from left to right: their roles and units, which charts and tables read.</summary>
    public IReadOnlyList<FrameColumn> Facts { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => checked((int)DataFrame.Rows.Count);

    /// <summary>The rows, from top to bottom.</summary>
    public IEnumerable<FrameRow> Rows => Enumerable.Range(0, RowCount).Select(i => new FrameRow(this, i));

    /// <summary>One cell; null when missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not a row of this frame.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[int row, string column] => Cell.Value(Column(column), InRange(row));

    /// <summary>Starts a frame with one row for each item; name its columns next.</summary>
    /// <typeparam name="TRow">Type of the items.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <example><c>Frame.Of(runs).Column("model", r => r.Model).Column("score", r => r.Score).Build()</c></example>
    public static FrameBuilder<TRow> Of<TRow>(IEnumerable<TRow> rows) => new(rows);

    /// <summary>A column of numbers as doubles; null where missing or NaN.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold numbers.</exception>
    public IReadOnlyList<double?> Numbers(string column)
    {
        DataFrameColumn cells = Column(column);
        if (!Cell.IsNumeric(cells))
        {
            throw new ArgumentException($"Column '{column}' holds {Cell.TypeName(cells)}, not numbers. Columns of numbers: {Names(DataFrame.Columns.Where(Cell.IsNumeric))}.", nameof(column));
        }

        return [.. Enumerable.Range(0, RowCount).Select(i => Cell.Number(cells, i))];
    }

    /// <summary>A column as text, numbers in their shortest exact form; null where missing.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<string?> Texts(string column)
    {
        DataFrameColumn cells = Column(column);
        return [.. Enumerable.Range(0, RowCount).Select(i => Cell.Exact(Cell.Value(cells, i)))];
    }

    /// <summary>The rows that satisfy a condition, in their order.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    public Frame Where(Func<FrameRow, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Take([.. Rows.Where(condition).Select(r => r.Index)]);
    }

    /// <summary>The rows sorted by one column; equal rows keep their order and missing cells come last.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Frame OrderBy(string column, bool descending = false)
    {
        DataFrameColumn cells = Column(column);
        object?[] keys = [.. Enumerable.Range(0, RowCount).Select(i => Cell.Value(cells, i))];
        IComparer<object?> byKey = new CellComparer(descending);
        return Take([.. Enumerable.Range(0, RowCount).Order(Comparer<int>.Create((a, b) => byKey.Compare(keys[a], keys[b]) is var c and not 0 ? c : a.CompareTo(b)))]);
    }

    /// <summary>Some of the columns, in the order given.</summary>
    /// <exception cref="ArgumentException">There is no such column, or one is named twice.</exception>
    public Frame Select(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Column '{twice.Key}' is selected twice.", nameof(columns));
        }

        return new Frame(new DataFrame(columns.Select(c => Column(c).Clone())), columns.Select(FactsOf));
    }

    /// <summary>The table with the columns of another to its right, row by row.</summary>
    /// <exception cref="ArgumentException">The other has another number of rows, or a column of a name that is taken.</exception>
    public Frame Beside(Frame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.RowCount != RowCount) { throw new ArgumentException($"The frame has {RowCount} rows, the other {other.RowCount}.", nameof(other)); }
        if (Columns.Intersect(other.Columns, StringComparer.Ordinal).FirstOrDefault() is { } taken) { throw new ArgumentException($"Both frames have a column '{taken}'.", nameof(other)); }
        return new Frame(new DataFrame(DataFrame.Columns.Concat(other.DataFrame.Columns).Select(c => c.Clone())), Facts.Concat(other.Facts));
    }

    /// <summary>The table with a column of numbers laid across: a row for each value of the other keys, and a column for each value of one, such as a score by model and category.</summary>
    /// <param name="key">The key whose values become columns; where it is missing, the row is left out.</param>
    /// <param name="value">The column of numbers that fill them.</param>
    /// <exception cref="ArgumentException">There is no such column, <paramref name="value"/> does not hold numbers, <paramref name="key"/> is the only key, or two rows have the same keys.</exception>
    public Frame Across(string key, string value)
    {
        IReadOnlyList<string?> heads = Texts(key);
        IReadOnlyList<double?> numbers = Numbers(value);
        string[] keys = [.. Facts.Where(f => f.Role == ColumnRole.Key && f.Name != key).Select(f => f.Name)];
        if (keys.Length == 0) { throw new ArgumentException($"There is no key beside '{key}'; keys are columns with the role {ColumnRole.Key}.", nameof(key)); }
        string[] rows = [.. Enumerable.Range(0, RowCount).Select(i => string.Join('\u001f', keys.Select(name => Cell.Exact(this[i, name]))))];
        int[] firsts = [.. Enumerable.Range(0, RowCount).Where(i => heads[i] is not null).DistinctBy(i => rows[i])];
        Dictionary<(string Row, string Head), double?> cells = [];
        for (int i = 0; i < RowCount; i++)
        {
            if (heads[i] is { } head && !cells.TryAdd((rows[i], head), numbers[i])) { throw new ArgumentException($"Two rows have {key} '{head}' and the same {string.Join(", ", keys)}.", nameof(key)); }
        }

        if (firsts.Length == 0) { return Take(firsts).Select(keys); }
        FrameBuilder<int> across = Of(firsts);
        foreach (string head in heads.OfType<string>().Distinct(StringComparer.Ordinal)) { across.Column(head, i => cells.GetValueOrDefault((rows[i], head)), FactsOf(value).Unit); }
        return Take(firsts).Select(keys).Beside(across.Build());
    }

    /// <summary>The first rows.</summary>
    /// <param name="count">How many, at least 0; more than there are gives them all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Frame Head(int count = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Take([.. Enumerable.Range(0, Math.Min(count, RowCount))]);
    }

    /// <summary>The same table with other facts for some of its columns: for a frame that was made of a plain data frame.</summary>
    /// <param name="columns">The columns' facts.</param>
    /// <exception cref="ArgumentException">There is no such column, or a bound or standard error belongs to none.</exception>
    /// <example><c>frame.WithFacts(new("lo", ColumnRole.Lower, Of: "score"), new("hi", ColumnRole.Upper, Of: "score"), new("price", Unit: Unit.Usd))</c></example>
    public Frame WithFacts(params FrameColumn[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Dictionary<string, FrameColumn> given = new(StringComparer.Ordinal);
        foreach (FrameColumn column in columns) { given[Column(column.Name).Name] = column.In(Columns, nameof(columns)); }
        return new Frame(DataFrame, Facts.Select(f => given.GetValueOrDefault(f.Name, f)));
    }

    /// <summary>The table as CSV (RFC 4180): a header line, exact numbers, empty fields for missing cells, lines ended by CRLF.</summary>
    /// <remarks>An empty text is written as <c>""</c>, so that it stays apart from a missing one.</remarks>
    public string ToCsv() => FrameCsv.Write(this);

    /// <summary>The whole table as aligned plain text: the bounds of an interval together, units in the headings where names do not say them.</summary>
    /// <param name="width">Letters in a line, at least 1; a wider table goes on below, in blocks that repeat the keys. Null for any number.</param>
    /// <remarks>Nothing is cut: where a key alone is wider than a line, so is the table.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    public string ToText(int? width = null)
    {
        if (width is { } letters) { ArgumentOutOfRangeException.ThrowIfLessThan(letters, 1, nameof(width)); }
        return FrameText.Whole(this, width);
    }

    /// <summary>The first rows as an aligned plain-text table, with their count; long texts are cut.</summary>
    public override string ToString() => FrameText.Summary(this);

    internal DataFrameColumn Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return DataFrame.Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no column '{name}'. Columns: {Names(DataFrame.Columns)}.", nameof(name));
    }

    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal FrameColumn FactsOf(string name) => Facts.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal)) ?? new FrameColumn(Column(name).Name);

    /// <summary>The column with the role that belongs to another; null where there is none.</summary>
    internal string? Find(ColumnRole role, string of) => Facts.FirstOrDefault(f => f.Role == role && string.Equals(f.Of, of, StringComparison.Ordinal))?.Name;

    private static string Names(IEnumerable<DataFrameColumn> columns) =>
        string.Join(", ", columns.Select(c => c.Name)) is { Length: > 0 } names ? names : "none";

    private int InRange(int row) => (uint)row < (uint)RowCount
        ? row
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"The frame has {RowCount} rows.");

    private Frame Take(int[] rows)
    {
        // A data frame cannot pick rows from none.
        if (RowCount == 0) { return Select([.. Columns]); }
        PrimitiveDataFrameColumn<int> kept = new("rows", rows);
        return new Frame(new DataFrame(DataFrame.Columns.Select(c => c.Clone(kept))), Facts);
    }

    private sealed class CellComparer(bool descending) : IComparer<object?>
    {
        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string a, string b) => Sign(string.CompareOrdinal(a, b)),
            _ => Sign(Comparer<object>.Default.Compare(x, y)),
        };

        private int Sign(int order) => descending ? -order : order;
    }
}
