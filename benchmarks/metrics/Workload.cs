namespace MetricsBenchmark;

/// <summary>1,000 pairs of tokens: references of 45 to 55 out of 400 words, and candidates that keep four in five of them, lose one in twenty and end in two others.</summary>
internal sealed class Workload
{
    private readonly Random _random = new(7);

    public Workload() => Pairs = [.. Enumerable.Range(0, 1_000).Select(_ => Pair())];

    public (string[] A, string[] B)[] Pairs { get; }

    /// <summary>Words with spaces between, up to a length.</summary>
    public string Text(int length)
    {
        List<string> words = [];
        for (int n = 0; n < length; n += words[^1].Length + 1) { words.Add(Word()); }
        return string.Join(' ', words)[..length];
    }

    private (string[] A, string[] B) Pair()
    {
        string[] a = [.. Enumerable.Range(0, _random.Next(45, 56)).Select(_ => Word())];
        List<string> b = [];
        foreach (string word in a)
        {
            if (_random.NextDouble() < 0.95) { b.Add(_random.NextDouble() < 0.8 ? word : Word()); }
        }

        return (a, [.. b, Word(), Word()]);
    }

    private string Word() => $"w{_random.Next(400)}";
}
