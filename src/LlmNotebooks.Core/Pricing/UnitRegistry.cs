using System.Collections.Concurrent;
using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>The units that usages and prices may name.</summary>
public sealed class UnitRegistry
{
    private readonly Dictionary<string, BillingUnit> _byName;
    private readonly Dictionary<string, BillingUnit> _byPriceName;
    private readonly ConcurrentDictionary<BillingUnit, BillingUnit[]> _containing = new(ReferenceEqualityComparer.Instance);

    /// <summary>A registry of these units.</summary>
    /// <exception cref="ArgumentException">Two units share a name or a price name.</exception>
    public UnitRegistry(IEnumerable<BillingUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        Units = [.. units];
        _byName = Distinct(Units, u => u.Name);
        _byPriceName = Distinct(Units, u => u.PriceName);
        InputName = Units.FirstOrDefault(u => u.IsAllInput)?.Name;
    }

    /// <summary>The built-in units; the names are those of the public price data of genai-prices, with images and characters beside.</summary>
    public static UnitRegistry Default { get; } = new(StandardUnits.All());

    /// <summary>The units, in their order.</summary>
    public IReadOnlyList<BillingUnit> Units { get; }

    /// <summary>What the unit of all prompt tokens is called; null where there is none.</summary>
    internal string? InputName { get; }

    /// <summary>The unit that usages call so; null where there is none.</summary>
    public BillingUnit? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The unit that prices call so; null where there is none.</summary>
    public BillingUnit? FindPrice(string priceName) => _byPriceName.GetValueOrDefault(priceName);

    /// <summary>Reads units as genai-prices publishes them (<c>units.yml</c>, or the same as JSON).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PriceFormatException">The file does not say what it must.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static UnitRegistry Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return UnitsFile.Parse(File.ReadAllText(path), path);
    }

    /// <summary>The units that contain a unit, itself among them.</summary>
    internal BillingUnit[] Containing(BillingUnit unit) => _containing.GetOrAdd(unit, u => [.. Units.Where(other => other.Contains(u))]);

    private static Dictionary<string, BillingUnit> Distinct(IReadOnlyList<BillingUnit> units, Func<BillingUnit, string> name) =>
        units.GroupBy(name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two units are called '{twice.Key}'.", nameof(units))
            : units.ToDictionary(name, StringComparer.Ordinal);
}
