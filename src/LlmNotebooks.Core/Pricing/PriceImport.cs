using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>Prices taken from public data, and what of it could not be.</summary>
/// <param name="Book">The prices.</param>
/// <param name="Warnings">What was left out, a sentence each; a usage of it is unpriced.</param>
public sealed record PriceImport(PriceBook Book, IReadOnlyList<string> Warnings)
{
    /// <summary>Takes the public price data of genai-prices (version 2, <c>data.json</c>).</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">The file or address, for messages.</param>
    /// <param name="asOf">The day of the data; null where unknown. It names none itself.</param>
    /// <param name="units">The units that come with it (<c>units.yml</c>); null for the built-in ones.</param>
    /// <exception cref="PriceFormatException">The file does not say what it must.</exception>
    public static PriceImport GenAiPrices(ReadOnlyMemory<byte> json, string name, DateOnly? asOf = null, UnitRegistry? units = null) =>
        new GenAiPricesReader(name, asOf, units ?? UnitRegistry.Default).Read(json);

    /// <summary>Takes LiteLLM's <c>model_prices_and_context_window.json</c>.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">The file or address, for messages.</param>
    /// <param name="asOf">The day of the data; null where unknown. It names none itself.</param>
    /// <exception cref="PriceFormatException">The file does not say what it must.</exception>
    public static PriceImport LiteLlm(ReadOnlyMemory<byte> json, string name, DateOnly? asOf = null) =>
        new LiteLlmReader(name, asOf).Read(json);
}
