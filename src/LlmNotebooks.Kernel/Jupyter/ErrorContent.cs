using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Cells;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Errors as the protocol writes them.</summary>
internal static class ErrorContent
{
    public static JsonObject Of(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode?)line)]),
    };

    /// <summary>The content of a reply to a request that the kernel could not serve.</summary>
    public static JsonObject Reply(Exception exception) =>
        Reply(new CellError(exception.GetType().Name, exception.Message, [exception.Message]));

    /// <summary>The content of a reply that tells of an error.</summary>
    public static JsonObject Reply(CellError error)
    {
        JsonObject content = Of(error);
        content["status"] = "error";
        return content;
    }
}
