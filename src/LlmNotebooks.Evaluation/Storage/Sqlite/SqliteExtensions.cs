using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Short forms over the ADO.NET types.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Every statement is a literal of this library; values go in as parameters.")]
internal static class SqliteExtensions
{
    public static SqliteCommand Command(this SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, string name, object? value)
    {
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>A parameter to be set before each execution of a statement that is executed often.</summary>
    public static SqliteParameter Slot(this SqliteCommand command, string name) => command.Parameters.AddWithValue(name, DBNull.Value);

    public static void Set(this SqliteParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    public static void Execute(this SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.Command(sql, transaction);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.Command(sql, transaction);
        return command.ExecuteScalar();
    }
}
