namespace LlmNotebooks.Charts;

/// <summary>Titles of axes from the names of columns, whose endings carry the unit.</summary>
internal static class AxisTitle
{
    private static readonly (string Ending, string Unit)[] Units =
    [
        ("_ms", "ms"), ("_s", "s"), ("_bytes", "bytes"), ("_usd", "USD"), ("_tokens", "tokens"), ("_rate", "rate, 0 to 1"),
    ];

    /// <summary><c>latency_p95_ms</c> becomes <c>latency p95 (ms)</c>.</summary>
    public static string Of(string column)
    {
        (string ending, string unit) = Array.Find(Units, u => column.EndsWith(u.Ending, StringComparison.OrdinalIgnoreCase) && column.Length > u.Ending.Length);
        string name = ending is null ? column : column[..^ending.Length];
        return name.Replace('_', ' ') + (unit is null ? "" : $" ({unit})");
    }

    /// <summary>Short numbers for quantities that grow large: 1.2M bytes.</summary>
    public static string? TickFormat(string column) =>
        column.EndsWith("_bytes", StringComparison.OrdinalIgnoreCase) || column.EndsWith("_tokens", StringComparison.OrdinalIgnoreCase) ? "~s" : null;
}
