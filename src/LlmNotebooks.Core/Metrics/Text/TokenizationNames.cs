namespace LlmNotebooks.Metrics.Text;

/// <summary>What tokenizations are called in options and parameters; sacreBLEU's names where it has them.</summary>
internal static class TokenizationNames
{
    public static IReadOnlyDictionary<string, Tokenization> All { get; } = new Dictionary<string, Tokenization>(StringComparer.Ordinal)
    {
        ["13a"] = Tokenization.Mteval13a, ["whitespace"] = Tokenization.WhiteSpace, ["char"] = Tokenization.Characters, ["words"] = Tokenization.Words,
        ["rouge"] = Tokenization.Rouge, ["rouge-stemmed"] = Tokenization.RougeStemmed, ["squad"] = Tokenization.Squad, ["meai"] = Tokenization.Meai,
    };

    public static string Of(Tokenization tokenization) => All.First(pair => pair.Value == tokenization).Key;
}
