using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>Titles of axes from the names and units of columns.</summary>
internal static class AxisTitle
{
    /// <summary><c>latency_p95_ms</c> in milliseconds is <c>latency p95 (ms)</c>.</summary>
    public static string Of(FrameColumn column) => Of(column.Name, column.Unit);

    public static string Of(string name, Unit? unit) => unit?.Title(name) ?? name.Replace('_', ' ');
}
