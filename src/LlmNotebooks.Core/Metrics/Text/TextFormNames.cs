namespace LlmNotebooks.Metrics.Text;

/// <summary>Names of the normal forms.</summary>
internal static class TextFormNames
{
    public static IReadOnlyDictionary<string, TextForm> All { get; } = new Dictionary<string, TextForm>(StringComparer.Ordinal) { ["nfc"] = TextForm.Nfc, ["nfkc"] = TextForm.Nfkc, ["none"] = TextForm.None };

    public static string Of(TextForm form) => All.First(pair => pair.Value == form).Key;
}
