using System.Buffers;
using System.Text.Json;
using LlmNotebooks.Csv;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a YAML file: a list of mappings, or a mapping that has one, like the tests of promptfoo. Every scalar is a text.</summary>
internal static class YamlRows
{
    private const int Deepest = 32;

    public static IEnumerable<Row> Read(string path, RowShapes shapes, ProblemLog problems)
    {
        if (Load(path, problems) is not { } root) { yield break; }
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer)) { Write(root, json, depth: 0); }
        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        foreach ((_, Row row) in shapes.Unfold(document.RootElement, isWhole: true)) { yield return row with { Line = (int)root.Start.Line }; }
    }

    private static YamlNode? Load(string path, ProblemLog problems)
    {
        if (TextEncoding.FindInvalidLine(path) is { } invalid)
        {
            problems.Error(TextEncoding.Problem, invalid);
            return null;
        }

        try
        {
            using StreamReader text = new(TextEncoding.Open(path), TextEncoding.Strict);
            YamlStream yaml = new();
            yaml.Load(text);
            return yaml.Documents.Count > 0 ? yaml.Documents[0].RootNode : null;
        }
        catch (YamlException e)
        {
            problems.Error($"Not YAML: {e.Message}", (int)e.Start.Line, inner: e);
            return null;
        }
    }

    private static void Write(YamlNode node, Utf8JsonWriter json, int depth)
    {
        if (depth > Deepest) { throw new FormatException($"The YAML nests more than {Deepest} deep; a reference to what it stands in, perhaps."); }
        switch (node)
        {
            case YamlMappingNode mapping:
                json.WriteStartObject();
                foreach ((YamlNode name, YamlNode value) in mapping.Children)
                {
                    json.WritePropertyName(name is YamlScalarNode { Value: { } text } ? text : name.ToString());
                    Write(value, json, depth + 1);
                }

                json.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                json.WriteStartArray();
                foreach (YamlNode element in sequence.Children) { Write(element, json, depth + 1); }
                json.WriteEndArray();
                break;
            case YamlScalarNode { Value: { } text } scalar when scalar.Style != ScalarStyle.Plain || text is not ("" or "null" or "Null" or "NULL" or "~"):
                json.WriteStringValue(text);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
