using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>The cells that have run in this session, for clients that let a person go back to them.</summary>
internal sealed class CellHistory
{
    /// <summary>The number of the session: the history knows no other.</summary>
    public const int Session = 1;

    private readonly List<Entry> _entries = [];
    private readonly Lock _lock = new();

    public void Add(int line, string input, string? output)
    {
        lock (_lock) { _entries.Add(new Entry(line, input, output)); }
    }

    /// <summary>Answers a history request: the last entries, a range of lines, or those that match a pattern.</summary>
    public JsonObject Answer(JupyterMessage request)
    {
        IEnumerable<Entry> entries;
        lock (_lock) { entries = [.. _entries]; }
        int count = request.Integer("n", int.MaxValue);
        entries = request.Text("hist_access_type") switch
        {
            "range" => Range(entries, request.Integer("session", 0), request.Integer("start", 0), request.Integer("stop", int.MaxValue)),
            "search" => Search(entries, request.Text("pattern") ?? "*", request.Flag("unique", false)).TakeLast(count),
            _ => entries.TakeLast(count),
        };
        bool withOutput = request.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. entries.Select(entry => entry.ToJson(withOutput))]),
        };
    }

    /// <summary>The lines from one to before another; session 0 is this one, and earlier ones count backwards.</summary>
    private static IEnumerable<Entry> Range(IEnumerable<Entry> entries, int session, int start, int stop) =>
        session is 0 or Session ? entries.Where(entry => entry.Line >= start && entry.Line < stop) : [];

    private static IEnumerable<Entry> Search(IEnumerable<Entry> entries, string pattern, bool unique)
    {
        IEnumerable<Entry> found = entries.Where(entry => FileSystemName.MatchesSimpleExpression(pattern, entry.Input, ignoreCase: false));
        // Of equal ones the last is kept, where a person expects it.
        return unique ? found.Reverse().DistinctBy(entry => entry.Input).Reverse() : found;
    }

    private sealed record Entry(int Line, string Input, string? Output)
    {
        public JsonArray ToJson(bool withOutput) =>
            new JsonArray(Session, Line, withOutput ? new JsonArray(Input, Output) : JsonValue.Create(Input));
    }
}
