using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>Builds a <see cref="Frame"/> from items, column by column. Start with <see cref="Frame.Of{TRow}"/>.</summary>
/// <typeparam name="TRow">Type of the items; each becomes one row.</typeparam>
/// <remarks>A null value is a missing cell, and so is a NaN.</remarks>
public sealed class FrameBuilder<TRow>
{
    private readonly TRow[] _rows;
    private readonly List<DataFrameColumn> _columns = [];

    internal FrameBuilder(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows];
    }

    /// <summary>Adds a column of text.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, string?> value) =>
        Add(new StringDataFrameColumn(Free(name), Values(value)));

    /// <summary>Adds a column of numbers.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, double?> value) =>
        Add(new DoubleDataFrameColumn(Free(name), Values(value).Select(v => v is { } x && !double.IsNaN(x) ? v : null)));

    /// <summary>Adds a column of whole numbers.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, long?> value) =>
        Add(new Int64DataFrameColumn(Free(name), Values(value)));

    /// <summary>Adds a column of money or other decimal numbers.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, decimal?> value) =>
        Add(new DecimalDataFrameColumn(Free(name), Values(value)));

    /// <summary>Adds a column of truth values.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, bool?> value) =>
        Add(new BooleanDataFrameColumn(Free(name), Values(value)));

    /// <summary>Adds a column of instants, kept in UTC.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public FrameBuilder<TRow> Column(string name, Func<TRow, DateTimeOffset?> value) =>
        Add(new DateTimeDataFrameColumn(Free(name), Values(value).Select(v => v?.UtcDateTime)));

    /// <summary>The frame with the columns named so far.</summary>
    /// <exception cref="InvalidOperationException">No column was named.</exception>
    public Frame Build() => _columns.Count > 0
        ? new Frame(new DataFrame(_columns.Select(c => c.Clone())))
        : throw new InvalidOperationException("A frame needs at least one column; name one with Column(name, value).");

    private IEnumerable<TValue> Values<TValue>(Func<TRow, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _rows.Select(value);
    }

    private string Free(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _columns.Exists(c => string.Equals(c.Name, name, StringComparison.Ordinal))
            ? throw new ArgumentException($"There is a column '{name}' already.", nameof(name))
            : name;
    }

    private FrameBuilder<TRow> Add(DataFrameColumn column)
    {
        _columns.Add(column);
        return this;
    }
}
