using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Gguf.Generation;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Tests.Golden;

/// <summary>The accuracy table of data/models/CARD.md, measured with llama-server, is what this engine measures too.</summary>
public sealed class ModelCardTests
{
    private const string TableHead = "| model file |";
    private const string FirstCategory = "arithmetic";
    private const int Categories = 8;

    public static TheoryData<string> Models => ShippedModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Accuracy_in_each_category_is_the_card_s(string file)
    {
        GgufModel model = ShippedModels.Get(file);
        Dictionary<string, double> card = Card(file);

        Dictionary<string, double> measured = File.ReadLines(Repository.PathOf("data", "datasets", "skills-test.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .GroupBy(row => row.GetProperty("category").GetString()!)
            .ToDictionary(rows => rows.Key, rows => rows.Average(row => IsRight(model, row) ? 1.0 : 0.0));

        Assert.Equal(Categories, card.Count);
        Assert.Equal(card.Keys.Order(), measured.Keys.Order());
        Assert.All(card, expected => Assert.Equal(expected.Value, measured[expected.Key], tolerance: 0.02));
    }

    private static bool IsRight(GgufModel model, JsonElement row)
    {
        string prompt = model.ApplyChatTemplate([new ChatMessage(ChatRole.User, row.GetProperty("prompt").GetString())]);
        GenerationResult answer = model.Generate(prompt, new GenerationOptions { MaxTokens = 80 });
        return answer.Text.Trim() == row.GetProperty("expected").GetString()!.Trim();
    }

    private static Dictionary<string, double> Card(string file)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("data", "models", "CARD.md"));
        string[] head = Cells(lines.Single(line => line.StartsWith(TableHead, StringComparison.Ordinal)));
        string[] row = Cells(lines.Single(line => line.StartsWith($"| {file} |", StringComparison.Ordinal)));
        int first = Array.IndexOf(head, FirstCategory);
        return Enumerable.Range(first, Categories).ToDictionary(i => head[i], i => double.Parse(row[i], CultureInfo.InvariantCulture));
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
