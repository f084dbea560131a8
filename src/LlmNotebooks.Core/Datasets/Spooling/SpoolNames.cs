namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Short texts that many samples share, by number: one string object each.</summary>
internal sealed class SpoolNames
{
    private const int Most = 256, Longest = 100;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public string this[int number] => _names[number];

    /// <summary>The name's number; null where it has none, since it is long or there are many.</summary>
    public int? NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out int number)) { return number; }
        if (_names.Count == Most || name.Length > Longest) { return null; }
        _numbers.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }
}
