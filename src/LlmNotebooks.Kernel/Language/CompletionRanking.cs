using Microsoft.CodeAnalysis.Completion;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Chooses from what Roslyn offers what fits the typed text, and orders it.</summary>
internal static class CompletionRanking
{
    /// <summary>Where Roslyn keeps the text to write, where it is another than the text to show.</summary>
    private const string InsertionText = "InsertionText";

    /// <param name="items">What Roslyn offers.</param>
    /// <param name="typed">The part of the name before the cursor.</param>
    /// <param name="isMember">Whether the name follows a dot.</param>
    public static IReadOnlyList<Completion> Choose(IEnumerable<CompletionItem> items, string typed, bool isMember) =>
    [
        .. items
            .Where(IsName)
            .Select(item => new Candidate(
                item, new Completion(Text(item), CompletionKind.Of(item.Tags, isMember), Detail(item)),
                CompletionMatcher.Match(item.FilterText, typed)))
            .Where(candidate => candidate.Match != CompletionMatch.None)
            .OrderBy(candidate => candidate.Match)
            .ThenByDescending(candidate => candidate.Item.Rules.MatchPriority)
            .ThenBy(candidate => isMember ? 0 : Distance(candidate.Completion.Kind))
            .ThenBy(candidate => candidate.Item.SortText, StringComparer.OrdinalIgnoreCase)
            .ThenBy(candidate => candidate.Completion.Text, StringComparer.Ordinal)
            .Select(candidate => candidate.Completion)
            .DistinctBy(completion => completion.Text),
    ];

    /// <summary>Whether it is written by its text alone; operators, casts and indexers change the code before them.</summary>
    private static bool IsName(CompletionItem item) => !item.IsComplexTextEdit && !item.Tags.Contains("Operator");

    private static string Text(CompletionItem item) =>
        item.Properties.TryGetValue(InsertionText, out string? text) ? text
        // A named argument is no name without its colon: it would be taken for a variable.
        : item.DisplayTextSuffix == ":" ? item.DisplayText + ":"
        : item.DisplayText;

    private static string? Detail(CompletionItem item) => item.InlineDescription.Length == 0 ? null : item.InlineDescription;

    /// <summary>What the author declared comes before what the framework has a lot of.</summary>
    private static int Distance(string kind) => kind switch
    {
        CompletionKind.Variable => 0,
        CompletionKind.Method => 1,
        CompletionKind.Keyword => 3,
        _ => 2,
    };

    private sealed record Candidate(CompletionItem Item, Completion Completion, CompletionMatch Match);
}
