using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Writes <c>.ipynb</c> files exactly as Jupyter does, so that a save there and a run here make no noise in a diff.</summary>
internal static class NotebookWriter
{
    /// <summary>Writes a notebook whole or not at all: into a new file that then takes the place of an old one.</summary>
    public static void Save(Notebook notebook, string path)
    {
        string unfinished = path + ".part";
        File.WriteAllText(unfinished, Write(notebook));
        File.Move(unfinished, path, overwrite: true);
    }

    public static string Write(Notebook notebook)
    {
        JsonObject root = Copy(notebook.Extra);
        root["cells"] = new JsonArray([.. notebook.Cells.Select(Write)]);
        root["metadata"] = notebook.Metadata.DeepClone();
        root["nbformat"] = 4;
        root["nbformat_minor"] = notebook.Minor;
        return JupyterJson.Write(root);
    }

    private static JsonNode Write(Cell cell)
    {
        JsonObject json = Copy(cell.Extra);
        json["cell_type"] = cell.Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" };
        json["id"] = cell.Id;
        json["metadata"] = cell.Metadata.DeepClone();
        json["source"] = Lines(cell.Source);
        if (cell.Attachments is { } attachments) { json["attachments"] = attachments.DeepClone(); }
        if (cell.Kind == CellKind.Code)
        {
            json["execution_count"] = cell.ExecutionCount;
            json["outputs"] = new JsonArray([.. cell.Outputs.Select(Write)]);
        }
        return json;
    }

    private static JsonNode Write(CellOutput output)
    {
        JsonObject json = Copy(output.Extra);
        switch (output)
        {
            case StreamOutput stream:
                json["output_type"] = "stream";
                json["name"] = stream.Name;
                json["text"] = Lines(stream.Text);
                break;
            case DisplayOutput display:
                json["output_type"] = display.IsResult ? "execute_result" : "display_data";
                json["data"] = Write(display.Data);
                json["metadata"] = display.Metadata.DeepClone();
                if (display.IsResult) { json["execution_count"] = display.ExecutionCount; }
                break;
            case ErrorOutput error:
                json["output_type"] = "error";
                json["ename"] = error.Name;
                json["evalue"] = error.Message;
                json["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]);
                break;
        }
        return json;
    }

    private static JsonObject Write(MimeBundle bundle)
    {
        JsonObject json = [];
        foreach (string mimeType in bundle.MimeTypes)
        {
            json[mimeType] = IsSplit(mimeType) && bundle.Text(mimeType) is { } text ? Lines(text) : bundle[mimeType]?.DeepClone();
        }
        return json;
    }

    /// <summary>The types whose text Jupyter writes as an array of lines.</summary>
    private static bool IsSplit(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or MimeTypeNames.Svg;

    private static JsonArray Lines(string text)
    {
        JsonArray lines = [];
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) + 1;
            if (end == 0) { end = text.Length; }
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }

    private static JsonObject Copy(JsonObject members) => (JsonObject)members.DeepClone();
}
