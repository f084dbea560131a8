using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing;

/// <summary>Finds a model in a book by what people and programs call it and its provider.</summary>
internal static class BookSearch
{
    private const string Router = "litellm", Bedrock = "bedrock", FineTuned = "ft:", Free = "free";

    // What stands before a model's own name where Google's interfaces list it.
    private static readonly string[] Resources = ["models/", "publishers/google/models/"];

    // Whose models Amazon Bedrock serves, as they stand before the dot of an id; where they run may stand before that.
    private static readonly string[] BedrockVendors = ["ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "luma", "meta", "minimax", "mistral", "moonshot", "nvidia", "openai", "qwen", "stability", "twelvelabs", "writer"];
    private static readonly string[] BedrockRegions = ["us", "us-gov", "eu", "apac", "ap", "ca", "jp", "au", "global"];

    public static PricedModel Find(PriceBook book, string? provider, string model)
    {
        (provider, model) = (provider?.Trim(), Named(model.Trim()));
        if (string.IsNullOrEmpty(provider)) { return ByModel(book, model); }

        // LiteLLM calls a model by its provider's name, a slash, and the model's.
        if (provider.Equals(Router, StringComparison.OrdinalIgnoreCase) && FindProvider(book, provider) is null) { return ByModel(book, model); }
        return FindProvider(book, provider) is { } found
            ? At(book, found, model, isNamed: true)
            : new PricedModel($"no provider '{provider}' in the price book{NearNames.Hint(provider, book.Providers.Select(p => p.Id))}");
    }

    private static PricedModel ByModel(PriceBook book, string model)
    {
        int slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && FindProvider(book, model[..slash]) is { } named && At(book, named, model[(slash + 1)..]) is { Model: not null } there) { return there; }
        // An id of Bedrock has the vendor's words in it, and other prices than the vendor's.
        if (IsBedrock(model) && FindProvider(book, Bedrock) is { } amazon) { return At(book, amazon, model); }
        return book.Providers.FirstOrDefault(p => p.ModelMatch?.Matches(model) == true) is { } provider
            ? At(book, provider, model)
            : new PricedModel($"no provider is known for model '{model}'; name one");
    }

    private static string Named(string model)
    {
        foreach (string resource in Resources)
        {
            if (model.StartsWith(resource, StringComparison.OrdinalIgnoreCase) && model.Length > resource.Length) { return model[resource.Length..]; }
        }

        return model;
    }

    private static bool IsBedrock(string model)
    {
        string[] parts = model.Split('.', 3);
        int vendor = parts.Length > 2 && BedrockRegions.Contains(parts[0], StringComparer.OrdinalIgnoreCase) ? 1 : 0;
        return parts.Length > vendor + 1 && BedrockVendors.Contains(parts[vendor], StringComparer.OrdinalIgnoreCase) && char.IsAsciiLetter(parts[vendor + 1].FirstOrDefault());
    }

    // A tag (:8b, :latest) makes another model of it, unless the rule that found it asks for the tag, or the provider is named, whose tag it then is; what is :free has no price of the paid one
    // anywhere. Bedrock's versions (:0) and names of fine-tuned models are no tags.
    private static bool IsAnother(string model, ModelPrices found, bool isNamed)
    {
        int colon = model.LastIndexOf(':');
        return colon > 0 && (!isNamed || model.AsSpan(colon + 1).Equals(Free, StringComparison.OrdinalIgnoreCase)) && model.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') && !model.StartsWith(FineTuned, StringComparison.OrdinalIgnoreCase)
            && !found.Id.Equals(model, StringComparison.OrdinalIgnoreCase) && found.Match.Matches(model[..colon]);
    }

    private static ProviderPrices? FindProvider(PriceBook book, string name) =>
        book.Providers.FirstOrDefault(p => p.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? book.Providers.FirstOrDefault(p => p.Match?.Matches(name) == true);

    private static PricedModel At(PriceBook book, ProviderPrices provider, string model, bool isNamed = false)
    {
        ProviderPrices[] sellers = [provider, .. provider.FallsBackTo.Select(id => book.Providers.First(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase)))];
        // Some ids of public data are names that none of its own rules knows.
        foreach (Func<ModelPrices, bool> means in (Func<ModelPrices, bool>[])[m => m.Match.Matches(model), m => m.Id.Equals(model, StringComparison.OrdinalIgnoreCase)])
        {
            foreach (ProviderPrices seller in sellers)
            {
                if (seller.Models.FirstOrDefault(means) is not { } found) { continue; }
                return IsAnother(model, found, isNamed)
                    ? new PricedModel($"no price of model '{model}' at {provider.Id}: the book has {found.Id}, which is not what {model[model.LastIndexOf(':')..]} makes of it; say whose price counts")
                    : new PricedModel(seller, found, book.Units);
            }
        }

        return new PricedModel($"no price of model '{model}' at {provider.Id}{NearNames.Hint(model, provider.Models.Select(m => m.Id))}");
    }
}
