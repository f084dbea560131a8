namespace LlmNotebooks.Tables;

/// <summary>What the numbers of a column are counted in.</summary>
/// <remarks>
/// A closed list, so that charts and tables know how each one reads. A score has none: its range belongs to its metric.
/// The end of a column's name may say the unit as well (<c>latency_ms</c>); nothing is concluded from it.
/// </remarks>
public sealed record Unit
{
    private readonly string _ending;

    private Unit(string name, string ending)
    {
        Name = name;
        _ending = ending;
    }

    /// <summary>US dollars.</summary>
    public static Unit Usd { get; } = new("USD", "usd");

    /// <summary>Milliseconds.</summary>
    public static Unit Milliseconds { get; } = new("ms", "ms");

    /// <summary>Seconds.</summary>
    public static Unit Seconds { get; } = new("s", "s");

    /// <summary>Bytes.</summary>
    public static Unit Bytes { get; } = new("bytes", "bytes");

    /// <summary>Tokens of a model.</summary>
    public static Unit Tokens { get; } = new("tokens", "tokens");

    /// <summary>Tokens per second.</summary>
    public static Unit TokensPerSecond { get; } = new("tokens per second", "tokens_per_second");

    /// <summary>Months, as a length or as a number on a calendar that starts at 0 or 1.</summary>
    public static Unit Months { get; } = new("months", "month");

    /// <summary>A share, rate or probability from 0 to 1.</summary>
    public static Unit Share { get; } = new("0 to 1", "");

    /// <summary>Things that are counted, such as calls; the column's name says which.</summary>
    public static Unit Count { get; } = new("", "");

    /// <summary>As it stands in the title of an axis: <c>USD per request</c>; empty for <see cref="Count"/>.</summary>
    public string Name { get; }

    internal bool IsMoney => Name.StartsWith("USD", StringComparison.Ordinal);

    /// <summary>Whether numbers may be large and are whole, or nearly so: they read better with their thousands apart.</summary>
    internal bool IsGrouped => IsMoney || this == Count || this == Bytes || this == Tokens;

    /// <summary>US dollars for one of something: a request, a month, <c>mtok</c> (a million tokens).</summary>
    /// <exception cref="ArgumentException"><paramref name="what"/> is blank.</exception>
    public static Unit UsdPer(string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        return new($"USD per {what}", $"usd_per_{what.Replace(' ', '_')}");
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>A column's name and its unit in words: <c>latency_p95_ms</c> is <c>latency p95 (ms)</c>.</summary>
    internal string Title(string column)
    {
        string name = _ending.Length > 0 && column.EndsWith('_' + _ending, StringComparison.OrdinalIgnoreCase) ? column[..^(_ending.Length + 1)] : column;
        bool isSaid = Name.Length == 0 || (name.Length == column.Length && IsSaidBy(column)) || this == Months && IsSaidBy(column);
        return isSaid ? Words(column) : $"{Words(name)} ({Name})";
    }

    /// <summary>A column's name as the heading of a table, with its unit where neither the name nor the numbers say it.</summary>
    internal string Heading(string column) => Name.Length == 0 || this == Share || IsSaidBy(column) ? column : $"{column} ({Name})";

    private static string Words(string name) => name.Replace('_', ' ');

    private bool IsSaidBy(string column) => _ending.Length > 0 && (Contains(column, _ending) || Contains(column, _ending + "s"));

    private static bool Contains(string column, string words) => $"_{column}_".Contains($"_{words}_", StringComparison.OrdinalIgnoreCase);
}
