namespace LlmNotebooks.Charts;

/// <summary>Titles of axes from the names of columns, whose endings carry the unit.</summary>
internal static class AxisTitle
{
    private const string UsdPer = "_usd_per_";

    private static readonly (string Ending, string Unit)[] Units =
    [
        ("_ms", "ms"), ("_s", "s"), ("_bytes", "bytes"), ("_usd", "USD"), ("_tokens", "tokens"), ("_rate", "rate, 0 to 1"),
    ];

    /// <summary><c>latency_p95_ms</c> becomes <c>latency p95 (ms)</c>, <c>cost_usd_per_month</c> <c>cost (USD per month)</c>.</summary>
    public static string Of(string column)
    {
        if (column.IndexOf(UsdPer, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            return $"{Words(column[..at])} (USD per {Words(column[(at + UsdPer.Length)..])})";
        }

        (string ending, string unit) = Array.Find(Units, u => column.EndsWith(u.Ending, StringComparison.OrdinalIgnoreCase) && column.Length > u.Ending.Length);
        string name = ending is null ? column : column[..^ending.Length];
        return Words(name) + (unit is null ? "" : $" ({unit})");
    }

    private static string Words(string name) => name.Replace('_', ' ');
}
