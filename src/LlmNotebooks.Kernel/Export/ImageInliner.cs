using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Turns the address of an image into one that holds the image itself.</summary>
internal static class ImageInliner
{
    private const string Attachment = "attachment:";

    /// <summary>A <c>data:</c> address; null where the image is remote or missing.</summary>
    public static string? Inline(string url, JsonObject? attachments, string folder)
    {
        if (url.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase))
        {
            string name = Uri.UnescapeDataString(url[Attachment.Length..]);
            return attachments?[name] is JsonObject bundle && bundle.FirstOrDefault() is { Value: JsonValue content } image
                && content.TryGetValue(out string? base64)
                ? $"data:{image.Key};base64,{base64.ReplaceLineEndings("")}"
                : null;
        }
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) { return url; }
        if (Uri.TryCreate(url, UriKind.Absolute, out Uri? absolute) && !absolute.IsFile) { return null; }
        // No file has such a name, and it is no path to ask for.
        if (url.Contains("%00", StringComparison.Ordinal)) { return null; }
        string path = absolute?.LocalPath ?? Path.GetFullPath(Uri.UnescapeDataString(url.Split('?', '#')[0]), folder);
        return File.Exists(path) && MimeType(path) is { } mimeType
            ? $"data:{mimeType};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}"
            : null;
    }

    private static string? MimeType(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
