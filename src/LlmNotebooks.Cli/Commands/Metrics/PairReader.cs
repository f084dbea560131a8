using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Cli.Commands.Metrics;

/// <summary>Reads pairs of predictions and references, a JSON object a line; what is wrong with a line is told at once, with its number and field.</summary>
internal sealed class PairReader : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions NoRepeats = new() { AllowDuplicateProperties = false };

    private readonly string _file;
    private readonly TextWriter _error;
    private readonly TextReader _lines;
    private int _line;
    private int _read;

    public PairReader(string file, TextWriter error)
    {
        _file = file;
        _error = error;
        if (file != "-" && !File.Exists(file)) { throw new FileNotFoundException($"--pairs {file}: there is no such file.", file); }
        _lines = file == "-" ? Console.In : new StreamReader(file, Strict);
    }

    /// <summary>How many lines were no pairs.</summary>
    public int Wrong { get; private set; }

    /// <summary>The next pair; null at the end.</summary>
    /// <exception cref="InvalidDataException">The file is not UTF-8, or has no line.</exception>
    public async Task<PairLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (await LineAsync(cancellationToken) is { } text)
        {
            _line++;
            if (string.IsNullOrWhiteSpace(text)) { continue; }
            _read++;
            try
            {
                return Parse(text);
            }
            catch (FormatException e)
            {
                Wrong++;
                await _error.WriteLineAsync($"llmnb: {_file}, line {_line}: {e.Message}");
            }
        }

        return _read > 0 ? null : throw new InvalidDataException($"{_file} has no pairs; each line must hold one JSON object with id, prediction and references.");
    }

    public void Dispose()
    {
        if (_file != "-") { _lines.Dispose(); }
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.ReadLineAsync(cancellationToken);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{_file}: the text at line {_line + 1} or shortly after is not UTF-8; save the file as UTF-8.", e);
        }
    }

    private static PairLine Parse(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, NoRepeats);
        }
        catch (JsonException e)
        {
            throw new FormatException($"not a JSON object on one line: {e.Message.Split(" LineNumber:")[0]} At byte {e.BytePositionInLine + 1}.", e);
        }

        using (document)
        {
            JsonElement line = document.RootElement;
            if (line.ValueKind != JsonValueKind.Object) { throw new FormatException($"a JSON object is expected, not {Kind(line)}."); }
            JsonElement id = Field(line, "id");
            if (id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) { throw new FormatException($"field 'id': a string or a number is expected, not {Kind(id)}."); }
            JsonElement prediction = Field(line, "prediction");
            return new PairLine(
                id.GetRawText(), prediction.ValueKind == JsonValueKind.Null ? null : Text(prediction, "prediction"), Texts(Field(line, "references"), "references"),
                line.TryGetProperty("choices", out JsonElement choices) ? Texts(choices, "choices") : []);
        }
    }

    private static JsonElement Field(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"there is no field '{name}'.");

    private static List<string> Texts(JsonElement list, string field) => list.ValueKind switch
    {
        JsonValueKind.Array => [.. list.EnumerateArray().Select((item, index) => Text(item, $"{field}[{index}]"))],
        JsonValueKind.Null => [],
        _ => throw new FormatException($"field '{field}': a list of strings is expected, not {Kind(list)}."),
    };

    // Numbers and truth values are texts without quotes.
    private static string Text(JsonElement value, string field)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => throw new FormatException($"field '{field}': a string is expected, not {Kind(value)}."),
            };
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"field '{field}': {e.Message}", e);
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
