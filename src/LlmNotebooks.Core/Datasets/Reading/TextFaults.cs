using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Texts of a JSON value that are no Unicode: bytes that are not UTF-8, and halves of surrogate pairs.</summary>
internal static class TextFaults
{
    public const string Surrogate = "The text has one half of a surrogate pair (\\ud800 to \\udfff without the other half), which is no character; it was cut in two somewhere. Take it out.";

    /// <summary>Whether a text may have a lone surrogate: only where one is written as an escape.</summary>
    public static bool MayHave(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>The path of the first text that is no Unicode; null where all are.</summary>
    /// <param name="value">A value whose texts were not read yet.</param>
    /// <param name="path">Where it stands.</param>
    public static string? Find(JsonElement value, string path = "")
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    if (Name(property) is not { } name) { return path.Length == 0 ? "(the name of a field)" : path; }
                    if (Find(property.Value, path.Length == 0 ? name : $"{path}.{name}") is { } found) { return found; }
                }

                return null;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in value.EnumerateArray())
                {
                    if (Find(element, $"{path}[{index++}]") is { } found) { return found; }
                }

                return null;
            case JsonValueKind.String:
                return IsText(JsonMarshal.GetRawUtf8Value(value)) ? null : path;
            default:
                return null;
        }
    }

    private static string? Name(JsonProperty property) => IsText(JsonMarshal.GetRawUtf8PropertyName(property)) ? property.Name : null;

    // Escapes of surrogates stand in pairs: a high one at once before a low one.
    private static bool IsText(ReadOnlySpan<byte> raw)
    {
        if (!Utf8.IsValid(raw)) { return false; }
        bool open = false;
        while (true)
        {
            int at = raw.IndexOf((byte)'\\');
            if (open && at != 0) { return false; }
            if (at < 0) { return true; }
            raw = raw[at..];
            bool isSurrogate = raw.Length >= 6 && raw[1] == 'u' && raw[2] is (byte)'d' or (byte)'D' && raw[3] is not ((byte)'0' or (byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6' or (byte)'7');
            bool isHigh = isSurrogate && raw[3] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'A' or (byte)'b' or (byte)'B';
            if (open != (isSurrogate && !isHigh)) { return false; }
            open = isSurrogate && isHigh;
            raw = raw[(raw.Length > 1 && raw[1] == 'u' ? 6 : 2)..];
        }
    }
}
