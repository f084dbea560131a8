using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>Builds a <see cref="Frame"/> from items, column by column. Start with <see cref="Frame.Of{TRow}"/>.</summary>
/// <typeparam name="TRow">Type of the items; each becomes one row.</typeparam>
/// <remarks>A null value is a missing cell, and so is a NaN.</remarks>
public sealed class FrameBuilder<TRow>
{
    private readonly TRow[] _rows;
    private readonly List<DataFrameColumn> _columns = [];
    private readonly List<FrameColumn> _facts = [];

    internal FrameBuilder(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows];
    }

    // Which one is meant follows from what value gives, so that optional parameters leave no call open.
#pragma warning disable RS0026
    /// <summary>Adds a column of text.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, string?> value, ColumnRole role = ColumnRole.Value) =>
        Add(new StringDataFrameColumn(Free(name), Values(value)), new(name, role));

    /// <summary>Adds a column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The cell of each row.</param>
    /// <param name="unit">What the numbers are counted in; null for no unit.</param>
    /// <param name="role">What the column is to the table.</param>
    /// <param name="of">The column that it belongs to; see <see cref="FrameColumn.Of"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, double?> value, Unit? unit = null, ColumnRole role = ColumnRole.Value, string? of = null) =>
        Add(new DoubleDataFrameColumn(Free(name), Values(value).Select(v => v is { } x && !double.IsNaN(x) ? v : null)), new(name, role, of, unit));

    /// <summary>Adds a column of whole numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The cell of each row.</param>
    /// <param name="unit">What the numbers are counted in; null for no unit.</param>
    /// <param name="role">What the column is to the table.</param>
    /// <param name="of">The column that it belongs to; see <see cref="FrameColumn.Of"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, long?> value, Unit? unit = null, ColumnRole role = ColumnRole.Value, string? of = null) =>
        Add(new Int64DataFrameColumn(Free(name), Values(value)), new(name, role, of, unit));

    /// <summary>Adds a column of money or other decimal numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The cell of each row.</param>
    /// <param name="unit">What the numbers are counted in; null for no unit.</param>
    /// <param name="role">What the column is to the table.</param>
    /// <param name="of">The column that it belongs to; see <see cref="FrameColumn.Of"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, decimal?> value, Unit? unit = null, ColumnRole role = ColumnRole.Value, string? of = null) =>
        Add(new DecimalDataFrameColumn(Free(name), Values(value)), new(name, role, of, unit));

    /// <summary>Adds a column of truth values.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, bool?> value, ColumnRole role = ColumnRole.Value) =>
        Add(new BooleanDataFrameColumn(Free(name), Values(value)), new(name, role));

    /// <summary>Adds a column of instants, kept in UTC.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, DateTimeOffset?> value, ColumnRole role = ColumnRole.Value) =>
        Add(new DateTimeDataFrameColumn(Free(name), Values(value).Select(v => v?.UtcDateTime)), new(name, role));
#pragma warning restore RS0026

    /// <summary>Adds two columns: the bounds of another column's interval, in its unit.</summary>
    /// <param name="of">The column with the points, added before.</param>
    /// <param name="lower">The lower bound of each row.</param>
    /// <param name="upper">The upper bound of each row; null beside a lower bound where there is no upper end.</param>
    /// <param name="name">What their names begin with, before <c>_low</c> and <c>_high</c>; <paramref name="of"/> when left out.</param>
    /// <param name="level">Confidence level of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no column <paramref name="of"/> yet, or a name is taken.</exception>
    /// <example><c>.Column("mean", r => r.Mean).Bounds("mean", r => r.Low, r => r.High, name: "ci", level: 0.95)</c></example>
    public FrameBuilder<TRow> Bounds(string of, Func<TRow, double?> lower, Func<TRow, double?> upper, string? name = null, double? level = null)
    {
        ArgumentNullException.ThrowIfNull(of);
        Unit? unit = _facts.Find(f => string.Equals(f.Name, of, StringComparison.Ordinal))?.Unit;
        string low = $"{name ?? of}_low", high = $"{name ?? of}_high";
        Add(new DoubleDataFrameColumn(Free(low), Finite(lower)), new(low, ColumnRole.Lower, of, unit, level));
        return Add(new DoubleDataFrameColumn(Free(high), Finite(upper)), new(high, ColumnRole.Upper, of, unit, level));
    }

    /// <summary>The frame with the columns named so far.</summary>
    /// <exception cref="InvalidOperationException">No column was named.</exception>
    public Frame Build() => _columns.Count > 0
        ? new Frame(new DataFrame(_columns.Select(c => c.Clone())), _facts)
        : throw new InvalidOperationException("A frame needs at least one column; name one with Column(name, value).");

    private IEnumerable<TValue> Values<TValue>(Func<TRow, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _rows.Select(value);
    }

    private IEnumerable<double?> Finite(Func<TRow, double?> value) => Values(value).Select(v => v is { } x && double.IsFinite(x) ? v : null);

    private string Free(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _columns.Exists(c => string.Equals(c.Name, name, StringComparison.Ordinal))
            ? throw new ArgumentException($"There is a column '{name}' already.", nameof(name))
            : name;
    }

    private FrameBuilder<TRow> Add(DataFrameColumn column, FrameColumn facts)
    {
        _facts.Add(facts.In([.. _columns.Select(c => c.Name)], "of"));
        _columns.Add(column);
        return this;
    }
}
