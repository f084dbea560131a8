using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Testing;

/// <summary>What the outputs of a notebook say, in a form that is equal in every kernel that says the same.</summary>
internal static partial class NotebookOutputs
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The outputs of an executed notebook, one after the other.</summary>
    public static IEnumerable<string> Read(string path)
    {
        using JsonDocument notebook = JsonDocument.Parse(File.ReadAllText(path));
        int number = 0;
        foreach (JsonElement cell in notebook.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code"))
        {
            number++;
            foreach (JsonElement output in cell.GetProperty("outputs").EnumerateArray())
            {
                Dictionary<string, string> data = output.GetProperty("data").EnumerateObject().ToDictionary(form => form.Name, form => Text(form.Value));
                // The archived kernel begins with a script of its own.
                if (data.TryGetValue("text/html", out string? html) && html.Contains("dotnet-interactive-this-cell", StringComparison.Ordinal)) { continue; }
                yield return Substance(number, data);
            }
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(line => line.GetString())),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    /// <summary>What of an output must not depend on the kernel or on the clock.</summary>
    public static string Substance(int cell, Dictionary<string, string> data)
    {
        string substance = data.TryGetValue(Plotly, out string? figure) ? Traces(figure)
            : data.TryGetValue("text/html", out string? html) && html.Contains("<table", StringComparison.Ordinal) ? Table(html)
            : RunId().Replace(data["text/plain"], "RUN");
        return $"cell {cell}\n{substance}";
    }

    /// <summary>A figure's traces: their values too, unless they are latencies.</summary>
    private static string Traces(string json)
    {
        using JsonDocument figure = JsonDocument.Parse(json);
        JsonElement layout = figure.RootElement.GetProperty("layout");
        bool isTimed = new[] { "xaxis", "yaxis" }.Any(axis => layout.TryGetProperty(axis, out JsonElement found) && found.GetRawText().Contains("latency", StringComparison.Ordinal));
        IEnumerable<string> traces = figure.RootElement.GetProperty("data").EnumerateArray()
            .Select(trace => isTimed ? $"{trace.GetProperty("type")} {(trace.TryGetProperty("name", out JsonElement name) ? name : default)}" : Canonical(trace));
        // How many traces a front needs depends on which models are on it.
        return "figure\n" + string.Join('\n', isTimed ? traces.Distinct() : traces);
    }

    /// <summary>JSON whose members are in the order of their names and whose numbers are written in one way: notebooks are saved so.</summary>
    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Canonical(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(",", value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Table(string html)
    {
        string[] headers = Texts(html, "th");
        int[] columns = [.. Enumerable.Range(0, headers.Length).Where(column => !headers[column].Contains("latency", StringComparison.Ordinal))];
        IEnumerable<string[]> rows = html.Split("<tr").Select(row => Texts(row, "td")).Where(cells => cells.Length == headers.Length);
        return string.Join('\n', rows.Prepend(headers).Select(row => string.Join(" | ", columns.Select(column => row[column]))));
    }

    private static string[] Texts(string html, string element) =>
        [.. Regex.Matches(html, $"<{element}[^>]*>(.*?)</{element}>", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\b\d{8}-\d{6}-[0-9a-f]+\b")]
    private static partial Regex RunId();
}
