using System.Buffers;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Finds the rows in JSON that nests them: in one object over the whole file, and within the objects that stand for rows.</summary>
/// <param name="reader">What looks for the fields.</param>
/// <param name="path">Where in the whole the rows are; null to find it.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class RowShapes(SampleReader reader, string? path, ProblemLog problems)
{
    private const int Deepest = 4;

    // Where more than one array of objects is there, the first of these counts.
    private static readonly string[] Arrays = ["rows", "examples", "samples", "data", "questions", "items", "instances", "test_cases", "tests", "records"];

    private static readonly string[] Wrappers = ["row", "item", "example", "sample", "record"];

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly FieldSpelling _asWritten = new();

    /// <summary>The rows of an object that stands for one.</summary>
    public IEnumerable<Row> Unfold(Row row)
    {
        foreach ((_, Row found) in Unfold(row.Fields, [], depth: 0)) { yield return found with { Line = row.Line }; }
    }

    /// <summary>The rows of an object, each with the element that says its line.</summary>
    /// <param name="root">The object.</param>
    /// <param name="isWhole">Whether the file holds nothing else.</param>
    public IEnumerable<(JsonElement Place, Row Row)> Unfold(JsonElement root, bool isWhole)
    {
        if (path is { Length: > 0 })
        {
            if (FieldPath.TryReach(root, path, _asWritten, out JsonElement named) && named.ValueKind is JsonValueKind.Array or JsonValueKind.Object) { return named.ValueKind == JsonValueKind.Array ? Elements(named, []) : Columns(named) ?? Indexed(named); }
            problems.Error($"There is no array at this path; the members are {Listed(root)}. Correct DatasetFields.Rows.", field: path);
            return [];
        }

        if (root.ValueKind == JsonValueKind.Array) { return Elements(root, []); }
        if (!isWhole || root.ValueKind != JsonValueKind.Object || reader.Asks(root)) { return Unfold(root, [], depth: 0); }
        if (Log(root) is { } log)
        {
            problems.Error(log);
            return [];
        }

        if (Split(root) is { } split) { return split; }
        if (Array(root) is { } array) { return Elements(array, []); }
        if (root.EnumerateObject().Where(member => HoldsRows(member.Value)).Select(member => member.Value).ToArray() is [var keyed]) { return Indexed(keyed); }
        return Several(root) ? [] : Columns(root) ?? Indexed(root);
    }

    private static string? Log(JsonElement root)
    {
        const string Way = "answers with scores and no data set; llmnb runs import makes a run of it.";
        return root.TryGetProperty("eval", out JsonElement eval) && eval.ValueKind == JsonValueKind.Object && root.TryGetProperty("status", out _) ? $"The file is a log of Inspect, {Way}"
            : root.TryGetProperty("evalId", out _) && root.TryGetProperty("results", out _) ? $"The file holds results of promptfoo, {Way}"
            : null;
    }

    // An object of columns, rows by number, as pandas writes with orient="split".
    private IEnumerable<(JsonElement Place, Row Row)>? Split(JsonElement root)
    {
        if (!root.TryGetProperty("columns", out JsonElement columns) || columns.ValueKind != JsonValueKind.Array || !columns.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)) { return null; }
        if (!root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array || !data.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Array)) { return null; }
        string[] names = [.. columns.EnumerateArray().Select(name => name.GetString()!)];
        return data.EnumerateArray().Where(row => HasAsMany(row, names)).Select(row => (row, Made(names.Zip(row.EnumerateArray()))));
    }

    private bool HasAsMany(JsonElement row, string[] names)
    {
        if (row.GetArrayLength() == names.Length) { return true; }
        problems.Error($"A row has {row.GetArrayLength()} values, and there are {names.Length} columns.", field: "data");
        return false;
    }

    /// <summary>The one array of objects of an object, or the one among several that is named as rows are.</summary>
    private static JsonElement? Array(JsonElement root)
    {
        JsonProperty[] arrays = ArraysOf(root);
        if (arrays.Length == 1) { return arrays[0].Value; }
        foreach (string name in Arrays)
        {
            if (System.Array.FindIndex(arrays, array => FieldNames.Alike.Equals(array.Name, name)) is >= 0 and var found) { return arrays[found].Value; }
        }

        return null;
    }

    private bool Several(JsonElement root)
    {
        JsonProperty[] arrays = ArraysOf(root);
        if (arrays.Length < 2) { return false; }
        problems.Error($"The file is one object with several arrays of objects; name the one that holds the samples: DatasetFields.Rows {arrays[0].Name} (or {string.Join(", ", arrays.Skip(1).Select(array => array.Name))}).");
        return true;
    }

    private static JsonProperty[] ArraysOf(JsonElement root) =>
        [.. root.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 0 && member.Value[0].ValueKind == JsonValueKind.Object)];

    // {"input": {"0": …}, "target": {"0": …}} as pandas writes by itself, or {"input": […], "target": […]}.
    private IEnumerable<(JsonElement Place, Row Row)>? Columns(JsonElement root)
    {
        JsonProperty[] columns = [.. root.EnumerateObject()];
        if (columns.Length == 0 || !columns.Any(column => reader.IsAsked(column.Name))) { return null; }
        if (columns.Length > 1 && columns.All(column => column.Value.ValueKind == JsonValueKind.Array))
        {
            int rows = columns[0].Value.GetArrayLength();
            if (columns.Any(column => column.Value.GetArrayLength() != rows)) { return null; }
            return Enumerable.Range(0, rows).Select(i => (columns[0].Value[i], Made(columns.Select(column => (column.Name, column.Value[i])))));
        }

        if (!columns.All(column => column.Value.ValueKind == JsonValueKind.Object)) { return null; }
        return columns[0].Value.EnumerateObject().Select(key => (key.Value, Made(columns.Where(column => column.Value.TryGetProperty(key.Name, out _)).Select(column => (column.Name, column.Value.GetProperty(key.Name))))));
    }

    private bool HoldsRows(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any() && value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.Object && reader.Asks(member.Value));

    // {"0": {"input": …}, "1": {…}} as pandas writes with orient="index".
    private IEnumerable<(JsonElement Place, Row Row)> Indexed(JsonElement root)
    {
        JsonProperty[] members = [.. root.EnumerateObject()];
        return members.Length > 0 && members.All(member => member.Value.ValueKind == JsonValueKind.Object) && reader.Asks(members[0].Value)
            ? members.SelectMany(member => Unfold(member.Value, [], depth: 0))
            : Unfold(root, [], depth: 0);
    }

    private IEnumerable<(JsonElement Place, Row Row)> Elements(JsonElement array, JsonElement[] around)
    {
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                problems.Error($"The array holds one object for each sample, not {JsonText.Kind(element)}.");
                yield break;
            }

            foreach ((JsonElement, Row) row in Unfold(element, around, around.Length)) { yield return row; }
        }
    }

    private IEnumerable<(JsonElement Place, Row Row)> Unfold(JsonElement element, JsonElement[] around, int depth)
    {
        if (depth < Deepest && !reader.Asks(element))
        {
            if (Inner(element) is { } inner) { return [(inner, Merged(inner, [.. around, element]))]; }
            if (Tested(element) is { } variables) { return [(variables, Merged(variables, [.. around, element]))]; }
            if (Array(element) is { } nested && LeadsToQuestions(nested, depth + 1)) { return Elements(nested, [.. around, element]); }
        }
        else if (reader.Stem(element) is { } question)
        {
            return [(question, Merged(question, [.. around, element], ("stem", "question")))];
        }

        return [(element, around.Length == 0 ? new Row(0, element) : Merged(element, around))];
    }

    // The row within an element that has nothing else but numbers and lists about it.
    private static JsonElement? Inner(JsonElement element)
    {
        foreach (string name in Wrappers)
        {
            if (element.TryGetProperty(name, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object) { return inner; }
        }

        return null;
    }

    // A test of promptfoo: variables, and what is asserted of the answer.
    private static JsonElement? Tested(JsonElement element) => element.TryGetProperty("vars", out JsonElement variables) && variables.ValueKind == JsonValueKind.Object ? variables : null;

    private bool LeadsToQuestions(JsonElement array, int depth)
    {
        JsonElement first = array[0];
        return reader.Asks(first) || (depth < Deepest && Array(first) is { } nested && LeadsToQuestions(nested, depth + 1));
    }

    // The element's own members first; of what it stands in, those that it does not have, without the arrays and objects that lead to it.
    private Row Merged(JsonElement element, JsonElement[] around, (string From, string To)? renamed = null)
    {
        IEnumerable<(string, JsonElement)> own = element.EnumerateObject().Select(member => (renamed is { } name && member.NameEquals(name.From) ? name.To : member.Name, member.Value));
        IEnumerable<(string, JsonElement)> outer = around.Reverse().SelectMany(parent => parent.EnumerateObject()).Where(member => !IsWay(member)).Select(member => (member.Name, member.Value));
        return Made(own.Concat(outer).DistinctBy(member => member.Item1, StringComparer.Ordinal));
    }

    private static bool IsWay(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Object => true,
        JsonValueKind.Array => member.Value.GetArrayLength() > 0 && member.Value[0].ValueKind == JsonValueKind.Object && !member.NameEquals("assert"),
        _ => false,
    };

    private Row Made(IEnumerable<(string Name, JsonElement Value)> members)
    {
        _buffer.ResetWrittenCount();
        using Utf8JsonWriter writer = new(_buffer);
        writer.WriteStartObject();
        foreach ((string name, JsonElement value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return new Row(0, JsonElement.Parse(_buffer.WrittenSpan));
    }

    private static string Listed(JsonElement root) => root.ValueKind == JsonValueKind.Object ? string.Join(", ", root.EnumerateObject().Select(member => member.Name)) : "none";
}
