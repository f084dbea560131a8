using System.Net;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>Whose prices a candidate's calls are counted at.</summary>
/// <param name="Provider">Who serves the model; null to tell by the model's name.</param>
/// <param name="Model">The model as the provider calls it.</param>
/// <param name="Level">How urgently it is served.</param>
public sealed record PricedAs(string? Provider, string Model, ServiceLevel Level = ServiceLevel.Standard)
{
    /// <summary>A candidate's own prices: of its provider's model by its id there, or by its name, at the service tier that it states.</summary>
    public static PricedAs Itself(RunCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        // What a machine of one's own serves has the name of what others sell, and not its price.
        if (candidate.Provider is null && PrivateAddress(candidate.Source) is { } host) { return new PricedAs(null, candidate.ModelId ?? candidate.Name) { Unpriced = $"it is served at {host}, an address of no price list; say whose price counts" }; }
        ServiceLevel level = Enum.TryParse(candidate.ServiceTier, ignoreCase: true, out ServiceLevel stated) && Enum.IsDefined(stated) ? stated : ServiceLevel.Standard;
        return new PricedAs(candidate.Provider, candidate.ModelId ?? candidate.Name, level);
    }

    /// <summary>Why nothing is priced; null where the book decides.</summary>
    public string? Unpriced { get; init; }

    /// <summary>What a usage costs.</summary>
    internal UsageCost Cost(PriceBook book, Usage usage, DateTimeOffset at) => Unpriced is { } reason ? UsageCost.Unknown($"{Model}: {reason}") : book.Cost(Provider, Model, usage, at, Level);

    // Loopback, the ranges that are not routed (RFC 1918, RFC 4193, link-local), and names without a dot or under .local; null for others.
    private static string? PrivateAddress(string? source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")) { return null; }
        if (!IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip))
        {
            return address.IsLoopback || !address.Host.Contains('.', StringComparison.Ordinal) || address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) ? address.Host : null;
        }

        if (ip.IsIPv4MappedToIPv6) { ip = ip.MapToIPv4(); }
        byte[] bytes = ip.GetAddressBytes();
        bool isPrivate = IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal
            || (bytes.Length == 4 && (bytes[0] is 0 or 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)));
        return isPrivate ? address.Host : null;
    }

    /// <summary><c>provider/model</c>.</summary>
    public override string ToString() => Provider is null ? Model : $"{Provider}/{Model}";
}
