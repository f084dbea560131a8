namespace LlmNotebooks.Tables;

/// <summary>What a column is to its table.</summary>
public enum ColumnRole
{
    /// <summary>A figure or a text, by itself.</summary>
    Value,

    /// <summary>Names the row, alone or with other keys: a model, a metric, a category, a month.</summary>
    Key,

    /// <summary>The lower bound of another column's interval.</summary>
    Lower,

    /// <summary>The upper bound of another column's interval; missing where there is a lower one and no upper end.</summary>
    Upper,

    /// <summary>The standard error of another column.</summary>
    StandardError,
}
