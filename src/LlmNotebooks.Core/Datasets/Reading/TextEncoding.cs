using System.Text;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Files are UTF-8, and what is not is an error instead of replacement characters.</summary>
internal static class TextEncoding
{
    public const string Problem = "The text here or shortly after is not UTF-8; save the file as UTF-8.";

    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
