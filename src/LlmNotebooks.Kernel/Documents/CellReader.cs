using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Reads one cell and its outputs.</summary>
internal static class CellReader
{
    public static Cell Read(JsonNode? node, string place, CellIds ids)
    {
        JsonMembers members = JsonMembers.Of(node, place);
        CellKind kind = members.Require("cell_type") switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            string other => throw new NotebookFormatException(
                $"{place}.cell_type is \"{other}\", expected \"code\", \"markdown\" or \"raw\"."),
        };
        string source = members.Lines("source") ?? throw new NotebookFormatException($"{place} has no \"source\".");
        return new Cell
        {
            Kind = kind,
            Id = ids.Assign(members.Text("id"), kind, source, place),
            Source = source,
            Metadata = members.Object("metadata") ?? [],
            Attachments = members.Object("attachments"),
            ExecutionCount = kind == CellKind.Code ? members.Integer("execution_count") : null,
            Outputs = kind == CellKind.Code ? ReadOutputs(members, place) : [],
            Extra = kind == CellKind.Code
                ? members.Rest("cell_type", "id", "source", "metadata", "attachments", "execution_count", "outputs")
                : members.Rest("cell_type", "id", "source", "metadata", "attachments"),
        };
    }

    private static List<CellOutput> ReadOutputs(JsonMembers cell, string place)
    {
        JsonArray outputs = cell.Array("outputs") ?? [];
        return [.. outputs.Select((output, i) => ReadOutput(output, $"{place}.outputs[{i}]"))];
    }

    private static CellOutput ReadOutput(JsonNode? node, string place)
    {
        JsonMembers members = JsonMembers.Of(node, place);
        string type = members.Require("output_type");
        return type switch
        {
            "stream" => new StreamOutput(members.Text("name") ?? "stdout", members.Lines("text") ?? "")
            {
                Extra = members.Rest("output_type", "name", "text"),
            },
            "display_data" or "execute_result" => new DisplayOutput(ReadBundle(members.Object("data") ?? [], $"{place}.data"))
            {
                IsResult = type == "execute_result",
                ExecutionCount = type == "execute_result" ? members.Integer("execution_count") : null,
                Metadata = members.Object("metadata") ?? [],
                Extra = members.Rest("output_type", "data", "metadata", "execution_count"),
            },
            "error" => new ErrorOutput(
                members.Text("ename") ?? "", members.Text("evalue") ?? "", ReadTraceback(members, place))
            {
                Extra = members.Rest("output_type", "ename", "evalue", "traceback"),
            },
            _ => new UnknownOutput { Extra = members.Rest() },
        };
    }

    private static List<string> ReadTraceback(JsonMembers members, string place)
    {
        JsonArray lines = members.Array("traceback") ?? [];
        return [.. lines.Select((_, i) => JsonMembers.Join([lines[i]?.DeepClone()], $"{place}.traceback"))];
    }

    private static MimeBundle ReadBundle(JsonObject data, string place)
    {
        MimeBundle bundle = new();
        foreach ((string mimeType, JsonNode? content) in data)
        {
            bundle[mimeType] = content is JsonArray lines && !MimeBundle.IsJson(mimeType)
                ? JsonMembers.Join(lines, $"{place}[\"{mimeType}\"]")
                : content?.DeepClone();
        }
        return bundle;
    }
}
