using System.Data.Common;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>A column of the answers: its name and type, since which schema, whether it may be long, and how a row holds it.</summary>
internal sealed record AnswerColumn(string Name, string Type, int Since, bool IsText, Func<AnswerRow, object?> Value, Action<AnswerRow, DbDataReader, int> Set)
{
    public static AnswerColumn Text(string name, int since, Func<AnswerRow, string?> value, Action<AnswerRow, string?> set, bool isLong = false) =>
        new(name, "TEXT", since, isLong, value, (row, reader, at) => set(row, reader.Text(at)));

    public static AnswerColumn Whole(string name, int since, Func<AnswerRow, long?> value, Action<AnswerRow, long?> set) =>
        new(name, "INTEGER", since, false, row => value(row), (row, reader, at) => set(row, reader.Whole(at)));

    public static AnswerColumn Real(string name, int since, Func<AnswerRow, double?> value, Action<AnswerRow, double?> set) =>
        new(name, "REAL", since, false, row => value(row), (row, reader, at) => set(row, reader.Real(at)));

    /// <summary>The same, never missing.</summary>
    public AnswerColumn Required() => this with { Type = Type + " NOT NULL" };
}
