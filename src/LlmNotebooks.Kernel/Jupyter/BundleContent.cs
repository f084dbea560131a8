using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Values in their MIME types as the protocol writes them.</summary>
internal static class BundleContent
{
    public static JsonObject Of(MimeBundle bundle)
    {
        JsonObject data = [];
        foreach (string type in bundle.MimeTypes) { data[type] = bundle[type]?.DeepClone(); }
        return new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
    }
}
