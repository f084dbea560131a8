using System.Globalization;
using LlmNotebooks.Gguf.Generation;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Chat;

/// <summary>Reads <see cref="ChatOptions"/> and refuses what would be ignored silently.</summary>
internal static class ChatOptionsReader
{
    /// <exception cref="NotSupportedException">An option asks for something that is not done.</exception>
    /// <exception cref="ArgumentException">An option has an impossible value.</exception>
    public static GenerationOptions Read(ChatOptions? options)
    {
        if (options is null)
        {
            return new GenerationOptions();
        }

        Refuse(options.FrequencyPenalty is not (null or 0), nameof(ChatOptions.FrequencyPenalty));
        Refuse(options.PresencePenalty is not (null or 0), nameof(ChatOptions.PresencePenalty));
        Refuse(options.ResponseFormat is not (null or ChatResponseFormatText), nameof(ChatOptions.ResponseFormat));
        Refuse(options.Tools is { Count: > 0 }, nameof(ChatOptions.Tools));
        return new GenerationOptions
        {
            MaxTokens = options.MaxOutputTokens,
            Temperature = options.Temperature ?? 0,
            TopK = options.TopK ?? 0,
            TopP = options.TopP ?? 1,
            Seed = options.Seed ?? 0,
            StopSequences = options.StopSequences?.AsReadOnly() ?? (IReadOnlyList<string>)[],
            MinP = (float)(Additional(options, GgufChatClient.MinPKey) ?? 0),
            TopLogProbabilities = (int)(Additional(options, GgufChatClient.TopLogProbabilitiesKey) ?? 0),
        };
    }

    private static void Refuse(bool condition, string option)
    {
        if (condition)
        {
            throw new NotSupportedException($"ChatOptions.{option} is not supported by the embedded engine; leave it unset.");
        }
    }

    private static double? Additional(ChatOptions options, string key)
    {
        if (options.AdditionalProperties?.TryGetValue(key, out object? value) is not true || value is null)
        {
            return null;
        }

        return value is IConvertible number and not string
            ? number.ToDouble(CultureInfo.InvariantCulture)
            : throw new ArgumentException($"AdditionalProperties[\"{key}\"] is '{value}', a number is needed.", nameof(options));
    }
}
