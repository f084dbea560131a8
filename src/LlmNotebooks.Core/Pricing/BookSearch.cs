using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing;

/// <summary>Finds a model in a book by what people and programs call it and its provider.</summary>
internal static class BookSearch
{
    private const string Router = "litellm";

    public static PricedModel Find(PriceBook book, string? provider, string model)
    {
        (provider, model) = (provider?.Trim(), model.Trim());
        if (string.IsNullOrEmpty(provider)) { return ByModel(book, model); }

        // LiteLLM calls a model by its provider's name, a slash, and the model's.
        if (provider.Equals(Router, StringComparison.OrdinalIgnoreCase) && FindProvider(book, provider) is null) { return ByModel(book, model); }
        return FindProvider(book, provider) is { } found
            ? At(book, found, model)
            : new PricedModel($"no provider '{provider}' in the price book{NearNames.Hint(provider, book.Providers.Select(p => p.Id))}");
    }

    private static PricedModel ByModel(PriceBook book, string model)
    {
        int slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && FindProvider(book, model[..slash]) is { } named && At(book, named, model[(slash + 1)..]) is { Model: not null } there) { return there; }
        return book.Providers.FirstOrDefault(p => p.ModelMatch?.Matches(model) == true) is { } provider
            ? At(book, provider, model)
            : new PricedModel($"no provider is known for model '{model}'; name one");
    }

    private static ProviderPrices? FindProvider(PriceBook book, string name) =>
        book.Providers.FirstOrDefault(p => p.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? book.Providers.FirstOrDefault(p => p.Match?.Matches(name) == true);

    private static PricedModel At(PriceBook book, ProviderPrices provider, string model)
    {
        ProviderPrices[] sellers = [provider, .. provider.FallsBackTo.Select(id => book.Providers.First(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase)))];
        // Some ids of public data are names that none of its own rules knows.
        foreach (Func<ModelPrices, bool> means in (Func<ModelPrices, bool>[])[m => m.Match.Matches(model), m => m.Id.Equals(model, StringComparison.OrdinalIgnoreCase)])
        {
            foreach (ProviderPrices seller in sellers)
            {
                if (seller.Models.FirstOrDefault(means) is { } found) { return new PricedModel(seller, found, book.Units); }
            }
        }

        return new PricedModel($"no price of model '{model}' at {provider.Id}{NearNames.Hint(model, provider.Models.Select(m => m.Id))}");
    }
}
