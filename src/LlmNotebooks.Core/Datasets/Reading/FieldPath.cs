using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>A name that reaches into nested values: <c>answers.text</c>, <c>turns[0]</c>, <c>turns.0</c>.</summary>
internal static class FieldPath
{
    private static readonly char[] Marks = ['.', '['];

    public static bool IsPath(string name) => name.AsSpan().IndexOfAny('.', '[') > 0;

    /// <summary>The field at which a path begins.</summary>
    public static string First(string name) => name.IndexOfAny(Marks) is > 0 and var end ? name[..end] : name;

    /// <summary>The value at the path's end.</summary>
    public static bool TryReach(JsonElement fields, string path, FieldSpelling spelling, out JsonElement value)
    {
        value = fields;
        bool isFirst = true;
        foreach (string step in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Object && (isFirst ? spelling.TryGet(value, step, out _, out JsonElement member) : value.TryGetProperty(step, out member))) { value = member; }
            else if (value.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < value.GetArrayLength()) { value = value[index]; }
            else { return false; }
            isFirst = false;
        }

        return true;
    }
}
