using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>JSON in the form that Jupyter saves: one space of indent, members sorted, text unescaped, a final newline.</summary>
/// <remarks>The form of Python's <c>json.dumps(x, ensure_ascii=False, indent=1, sort_keys=True)</c>, which nbformat uses.</remarks>
internal static class JupyterJson
{
    public static string Write(JsonNode node)
    {
        StringBuilder text = new();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Write(text, '{', '}', [.. members.OrderBy(member => member.Key, StringComparer.Ordinal)], depth, member =>
                {
                    WriteText(text, member.Key);
                    text.Append(": ");
                    Write(text, member.Value, depth + 1);
                });
                break;
            case JsonArray items:
                Write(text, '[', ']', [.. items], depth, item => Write(text, item, depth + 1));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, char close, T[] items, int depth, Action<T> write)
    {
        text.Append(open);
        for (int i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', depth + 1);
            write(items[i]);
        }
        if (items.Length > 0) { text.Append('\n').Append(' ', depth); }
        text.Append(close);
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
