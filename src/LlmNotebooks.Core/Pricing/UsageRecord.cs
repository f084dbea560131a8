using System.Text.Json;
using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>One line of a file of usages: <c>{"id": "u1", "provider": "openai", "model": "gpt-5-mini", "usage": {"input_tokens": 1200, "output_tokens": 300}}</c>.</summary>
/// <remarks>Other fields are left alone.</remarks>
public sealed record UsageRecord
{
    /// <summary>What the line calls itself, as JSON; null where it has no id.</summary>
    public string? IdJson { get; init; }

    /// <summary>Who served the model; null to tell by the model's name, or where a broken line does not say.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the provider calls it; null where a broken line does not say.</summary>
    public string? Model { get; init; }

    /// <summary>What was used; null where <see cref="Problem"/> says why.</summary>
    public Usage? Usage { get; init; }

    /// <summary>When (field <c>at</c>); null where the line does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How urgently it was served (field <c>level</c>); null where the line does not say.</summary>
    public ServiceLevel? Level { get; init; }

    /// <summary>Why the line cannot be priced whatever the prices: it is broken, or a count is negative or fractional; null where nothing is wrong.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads a line. What is wrong with it is told by <see cref="Problem"/>, so that the other lines are not lost.</summary>
    public static UsageRecord Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            return new UsageRecord { Problem = $"not JSON ({e.Message})" };
        }

        using (document)
        {
            JsonNode node = new(document.RootElement, "usage");
            string? id = node.Find("id")?.Element.GetRawText();
            try
            {
                return Read(node) with { IdJson = id };
            }
            catch (PriceFormatException e)
            {
                return new UsageRecord { IdJson = id, Provider = TextOf(node, "provider"), Model = TextOf(node, "model"), Problem = e.Place is null ? e.Problem : $"{e.Place}: {e.Problem}" };
            }
        }
    }

    private static string? TextOf(JsonNode node, string name) => node.Find(name) is { Element.ValueKind: JsonValueKind.String } text ? text.Element.GetString() : null;

    private static UsageRecord Read(JsonNode node)
    {
        List<KeyValuePair<string, decimal>> counts = [];
        foreach (JsonNode value in node.Get("usage").Members())
        {
            decimal count = value.Number();
            if (Pricing.Usage.Problem(value.Name, count) is { } problem) { throw value.Error($"{problem} This is {value.Element.GetRawText()}."); }
            counts.Add(new(value.Name, count));
        }

        return new UsageRecord
        {
            Provider = node.Find("provider")?.Text(),
            Model = node.Get("model").Text(),
            Usage = Pricing.Usage.OfAverages([.. counts]),
            At = node.Find("at")?.Moment(),
            Level = node.Find("level") is { } level ? LevelOf(level) : null,
        };
    }

    private static ServiceLevel LevelOf(JsonNode node) => Enum.TryParse(node.Text(), ignoreCase: true, out ServiceLevel level) && Enum.IsDefined(level)
        ? level
        : throw node.Error("A level is standard, batch, flex or priority.");
}
