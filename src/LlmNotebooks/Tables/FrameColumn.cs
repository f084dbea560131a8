namespace LlmNotebooks.Tables;

/// <summary>The facts of a column: what it is to the others, and what its numbers are counted in.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Role">What it is to the table.</param>
/// <param name="Of">The column whose bound or standard error it is; for a value, the figure that it is one case of, such as <c>saving_usd</c> for <c>saving_at_low_usd</c>. Null for none.</param>
/// <param name="Unit">What its numbers are counted in; null for no unit.</param>
/// <param name="Level">Confidence level of the interval that it bounds, in (0, 1); null where it is no bound or the level is not known.</param>
public sealed record FrameColumn(string Name, ColumnRole Role = ColumnRole.Value, string? Of = null, Unit? Unit = null, double? Level = null)
{
    internal string Heading => Unit?.Heading(Name) ?? Name;

    /// <exception cref="ArgumentException">A bound or standard error of nothing, or of a column that is not there.</exception>
    internal FrameColumn In(IReadOnlyCollection<string> columns, string parameter)
    {
        bool belongs = Role is ColumnRole.Lower or ColumnRole.Upper or ColumnRole.StandardError;
        return !belongs || (Of is not null && columns.Contains(Of, StringComparer.Ordinal))
            ? this
            : throw new ArgumentException($"Column '{Name}' is the {Role} of {(Of is null ? "no column" : $"'{Of}', which is not there")}. Columns: {string.Join(", ", columns)}.", parameter);
    }
}
