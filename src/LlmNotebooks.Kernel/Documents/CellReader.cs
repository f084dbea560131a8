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

    /// <summary>Outputs are read as far as they can be: whoever opens a notebook wants its cells, and a run makes them anew.</summary>
    private static List<CellOutput> ReadOutputs(JsonMembers cell, string place) =>
        cell.Has("outputs") && cell.Node("outputs") is JsonArray outputs
            ? [.. outputs.Select((output, i) => (Output: output, Place: $"{place}.outputs[{i}]")).Where(entry => entry.Output is JsonObject).Select(entry => ReadOutput(JsonMembers.Of(entry.Output, entry.Place)))]
            : [];

    private static CellOutput ReadOutput(JsonMembers members)
    {
        string type = members.LooseText("output_type") ?? "";
        return type switch
        {
            "stream" => new StreamOutput(members.LooseText("name") ?? "stdout", members.LooseLines("text") ?? "")
            {
                Extra = members.Rest("output_type", "name", "text"),
            },
            "display_data" or "execute_result" => new DisplayOutput(ReadBundle(members.LooseObject("data") ?? []))
            {
                IsResult = type == "execute_result",
                ExecutionCount = type == "execute_result" ? members.LooseInteger("execution_count") : null,
                Metadata = members.LooseObject("metadata") ?? [],
                Extra = members.Rest("output_type", "data", "metadata", "execution_count"),
            },
            "error" => new ErrorOutput(members.LooseLines("ename") ?? "", members.LooseLines("evalue") ?? "", members.LooseList("traceback"))
            {
                Extra = members.Rest("output_type", "ename", "evalue", "traceback"),
            },
            _ => new UnknownOutput { Extra = members.Rest() },
        };
    }

    private static MimeBundle ReadBundle(JsonObject data)
    {
        MimeBundle bundle = new();
        foreach ((string mimeType, JsonNode? content) in data)
        {
            bundle[mimeType] = content is JsonArray && !MimeBundle.IsJson(mimeType) ? JsonMembers.Of(data, "data").LooseLines(mimeType) : content?.DeepClone();
        }
        return bundle;
    }
}
