using System.Runtime.InteropServices;

namespace LlmNotebooks.Tables;

/// <summary>One row of a <see cref="Frame"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FrameRow
{
    private readonly Frame _frame;

    internal FrameRow(Frame frame, int index)
    {
        _frame = frame;
        Index = index;
    }

    /// <summary>Position of the row in its frame, from 0.</summary>
    public int Index { get; }

    /// <summary>One cell; null when missing.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[string column] => _frame[Index, column];

    /// <summary>One cell as a number; null when missing or NaN.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold numbers.</exception>
    public double? Number(string column) => Cell.IsNumeric(_frame.Column(column))
        ? Cell.Number(_frame.Column(column), Index)
        : throw new ArgumentException($"Column '{column}' holds {Cell.TypeName(_frame.Column(column))}, not numbers.", nameof(column));

    /// <summary>One cell as text, a number in its shortest exact form; null when missing.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string? Text(string column) => Cell.Exact(_frame[Index, column]);
}
