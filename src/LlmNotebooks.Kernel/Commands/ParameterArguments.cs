using System.Text.Json;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>The values that a command line gives for a notebook's parameters.</summary>
internal static class ParameterArguments
{
    /// <summary>The values of the file, with those of the command line in their place where both name one.</summary>
    /// <exception cref="UsageException">The file is not there, or not one JSON object of plain values.</exception>
    public static IReadOnlyDictionary<string, string> Read(Invocation invocation)
    {
        OrderedDictionary<string, string> values = new(StringComparer.Ordinal);
        if (invocation.ParameterFile is { } file)
        {
            foreach ((string name, string value) in ReadFile(file)) { values[name] = value; }
        }
        foreach ((string name, string value) in invocation.Parameters) { values[name] = value; }
        return values;
    }

    /// <summary>Takes a NAME=VALUE apart.</summary>
    /// <exception cref="UsageException">It is not one.</exception>
    public static KeyValuePair<string, string> Split(string? text)
    {
        int equals = text?.IndexOf('=') ?? -1;
        return equals > 0
            ? new KeyValuePair<string, string>(text![..equals].Trim(), text[(equals + 1)..])
            : throw new UsageException($"--param needs NAME=VALUE{(text is null ? "" : $", found '{text}'")}");
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadFile(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) { throw new UsageException($"{path} holds no JSON object of parameters"); }
            return [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Text(member, path)))];
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{path} is not JSON: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the parameters cannot be read: {exception.Message}");
        }
    }

    private static string Text(JsonProperty member, string path) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Object or JsonValueKind.Array => throw new UsageException($"{path}: the parameter '{member.Name}' is no plain value"),
        _ => member.Value.GetRawText(),
    };
}
