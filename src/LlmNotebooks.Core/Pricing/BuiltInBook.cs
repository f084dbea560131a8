using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>The book that comes with the library, from <c>data/prices/prices.json</c>.</summary>
internal static class BuiltInBook
{
    private const string Resource = "LlmNotebooks.Pricing.prices.json";

    private static readonly Lazy<PriceBook> Book = new(Read);

    public static PriceBook Value => Book.Value;

    private static PriceBook Read()
    {
        using Stream stream = typeof(BuiltInBook).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library lacks its resource {Resource}.");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return NativeReader.Read(bytes.ToArray(), "the built-in price book");
    }
}
