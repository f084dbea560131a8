using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The fields of one sample as the file has them; valid until the next one is read.</summary>
/// <param name="Line">Line, from 1, at which it begins.</param>
/// <param name="Fields">A JSON object.</param>
internal readonly record struct Row(int Line, JsonElement Fields);
