using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>A sample's metadata, parsed when it is first asked for: most samples are asked without it.</summary>
/// <param name="count">How many members there are.</param>
/// <param name="bytes">The members as the spool has them.</param>
/// <param name="keys">The names by number.</param>
internal sealed class SpooledMetadata(int count, byte[] bytes, SpoolNames keys) : IReadOnlyDictionary<string, JsonElement>
{
    private Dictionary<string, JsonElement>? _members;

    public int Count => count;

    public IEnumerable<string> Keys => Members.Keys;

    public IEnumerable<JsonElement> Values => Members.Values;

    // Two threads may parse at the same time: the same members.
    private Dictionary<string, JsonElement> Members => _members ??= Parse();

    public JsonElement this[string key] => Members[key];

    public bool ContainsKey(string key) => Members.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value) => Members.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => Members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, JsonElement> Parse()
    {
        SpoolReader reader = new(bytes);
        Dictionary<string, JsonElement> members = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = reader.Name(keys)!;
            members.Add(key, JsonElement.Parse(reader.Bytes()));
        }

        return members;
    }
}
