using System.Text.Json;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>The first place at which two JSON values differ.</summary>
internal static class JsonDifference
{
    /// <summary>Where and how they differ; null where they are equal.</summary>
    public static string? Find(JsonElement answer, JsonElement reference, double tolerance, string path)
    {
        if (answer.ValueKind != reference.ValueKind) { return $"{path}: {Text(answer)} is not {Text(reference)}"; }
        return reference.ValueKind switch
        {
            JsonValueKind.Object => Members(answer, reference, tolerance, path),
            JsonValueKind.Array => Items(answer, reference, tolerance, path),
            JsonValueKind.Number when tolerance > 0 && Math.Abs(answer.GetDouble() - reference.GetDouble()) <= tolerance + (1e-12 * Math.Abs(reference.GetDouble())) => null,
            _ => JsonElement.DeepEquals(answer, reference) ? null : $"{path}: {Text(answer)} is not {Text(reference)}",
        };
    }

    private static string? Members(JsonElement answer, JsonElement reference, double tolerance, string path)
    {
        foreach (JsonProperty member in reference.EnumerateObject())
        {
            if (!answer.TryGetProperty(member.Name, out JsonElement value)) { return $"{path}.{member.Name} is not there"; }
            if (Find(value, member.Value, tolerance, $"{path}.{member.Name}") is { } difference) { return difference; }
        }

        foreach (JsonProperty member in answer.EnumerateObject())
        {
            if (!reference.TryGetProperty(member.Name, out _)) { return $"{path}.{member.Name} should not be there"; }
        }

        return null;
    }

    private static string? Items(JsonElement answer, JsonElement reference, double tolerance, string path)
    {
        if (answer.GetArrayLength() != reference.GetArrayLength()) { return $"{path} has {answer.GetArrayLength()} items instead of {reference.GetArrayLength()}"; }
        int index = 0;
        foreach ((JsonElement a, JsonElement r) in answer.EnumerateArray().Zip(reference.EnumerateArray()))
        {
            if (Find(a, r, tolerance, $"{path}[{index++}]") is { } difference) { return difference; }
        }

        return null;
    }

    private static string Text(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
    }
}
