namespace LlmNotebooks.Metrics.Overlap;

/// <summary>What BLEU's smoothings are called in options and parameters: sacreBLEU's names.</summary>
internal static class BleuSmoothingNames
{
    public static IReadOnlyDictionary<string, BleuSmoothing> All { get; } = new Dictionary<string, BleuSmoothing>(StringComparer.Ordinal)
    {
        ["exp"] = BleuSmoothing.Exponential, ["floor"] = BleuSmoothing.Floor, ["add-k"] = BleuSmoothing.AddK, ["none"] = BleuSmoothing.None,
    };

    public static string Of(BleuSmoothing smoothing) => All.First(pair => pair.Value == smoothing).Key;
}
