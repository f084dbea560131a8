using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>The units file of genai-prices: by name <c>per</c>, <c>price_key</c> and <c>dimensions</c>. JSON is YAML too.</summary>
internal static class UnitsFile
{
    private const string Family = "family";

    public static UnitRegistry Parse(string text, string path)
    {
        YamlMappingNode root = Root(text, path);
        try
        {
            return new UnitRegistry(root.Children.Select(child => Unit(Text(child.Key, path, "a unit's name"), child.Value, path)));
        }
        catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
        {
            throw new PriceFormatException(e.Message, path, inner: e);
        }
    }

    private static YamlMappingNode Root(string text, string path)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new PriceFormatException($"Not YAML ({e.Message})", path, $"line {e.Start.Line.ToString(CultureInfo.InvariantCulture)}", e);
        }

        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root && root.Children.Count > 0
            ? root
            : throw new PriceFormatException("A units file maps names to units, each with per, price_key and dimensions.", path);
    }

    private static BillingUnit Unit(string name, YamlNode node, string path)
    {
        string place = $"unit '{name}'";
        if (node is not YamlMappingNode unit) { throw new PriceFormatException("A unit has per, price_key and dimensions.", path, place); }
        if (Child(unit, "dimensions") is not YamlMappingNode dimensions || Child(dimensions, Family) is not { } family)
        {
            throw new PriceFormatException("A unit has dimensions, and a family among them.", path, place);
        }

        string priceName = Child(unit, "price_key") is { } key ? Text(key, path, place) : name;
        string perText = Child(unit, "per") is { } count ? Text(count, path, place) : throw new PriceFormatException("per is missing.", path, place);
        if (!long.TryParse(perText.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long per) || per < 1)
        {
            throw new PriceFormatException($"per is a whole number of at least 1, not {perText}.", path, place);
        }

        return new BillingUnit(
            name, priceName, per, Text(family, path, place),
            dimensions.Children.Select(d => KeyValuePair.Create(Text(d.Key, path, place), Text(d.Value, path, place))).Where(d => d.Key != Family));
    }

    private static YamlNode? Child(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? child) ? child : null;

    private static string Text(YamlNode node, string path, string place) =>
        node is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw new PriceFormatException("A plain value is expected here.", path, place);
}
