namespace LlmNotebooks.Kernel.Documents;

/// <summary>The MIME types that the kernel writes or chooses among.</summary>
internal static class MimeTypeNames
{
    public const string Plain = "text/plain";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Json = "application/json";
    public const string Svg = "image/svg+xml";
    public const string Mermaid = "text/vnd.mermaid";
    public const string Plotly = "application/vnd.plotly.v1+json";
}
