namespace LlmNotebooks.Datasets.Sampling;

/// <summary>Draws examples for samples and puts them before the question.</summary>
internal sealed class ExampleDraw
{
    private readonly Dictionary<string, int[]> _pools;
    private readonly Dataset _examples;
    private readonly int _count;
    private readonly long _seed;
    private readonly ExampleOptions _options;

    /// <exception cref="ArgumentException">An example has no target.</exception>
    public ExampleDraw(Dataset examples, int count, long seed, ExampleOptions options)
    {
        (_examples, _count, _seed, _options) = (examples, count, seed, options);
        if (examples.Samples.FirstOrDefault(example => example.Target is null) is { } open)
        {
            throw new ArgumentException($"The example '{open.Id}' of '{examples.Name}' has no target; leave out those without one: examples.Where(sample => sample.Target is not null).", nameof(examples));
        }

        _pools = examples.Samples
            .Select((example, index) => (Rank: HashRank.Of(seed, $"example\n{example.Id}"), Pool: Pool(example), Index: index))
            .OrderBy(example => example.Rank)
            .GroupBy(example => example.Pool, example => example.Index, StringComparer.Ordinal)
            .ToDictionary(pool => pool.Key, pool => pool.ToArray(), StringComparer.Ordinal);
    }

    public Sample AddTo(Sample sample)
    {
        int[] pool = _pools.GetValueOrDefault(Pool(sample)) ?? [];
        List<Sample> drawn = new(_count);
        foreach (int index in _options.PerSample ? Shuffled(pool, sample) : pool)
        {
            Sample example = _examples.Samples[index];
            if (IsSame(example, sample)) { continue; }
            drawn.Add(example);
            if (drawn.Count == _count) { return _options.Template is null ? InHistory(sample, drawn) : InInput(sample, drawn, _options.Template); }
        }

        string where = _options.SameCategory ? $" of the category '{sample.Category}'" : string.Empty;
        throw new ArgumentException($"For sample '{sample.Id}' there are {drawn.Count} examples{where} in '{_examples.Name}' that are not the sample itself, and {_count} are wanted.", nameof(sample));
    }

    // No category is a category like any other; the empty name is nobody's.
    private string Pool(Sample sample) => !_options.SameCategory ? string.Empty : sample.Category is null ? string.Empty : "=" + sample.Category;

    private static bool IsSame(Sample example, Sample sample) =>
        example.Id == sample.Id
        || (example.Cluster is not null && example.Cluster == sample.Cluster)
        || example.Input.AsSpan().Trim().SequenceEqual(sample.Input.AsSpan().Trim());

    /// <summary>Fisher and Yates's shuffle, as far as it is asked for; only the places that moved are kept.</summary>
    private IEnumerable<int> Shuffled(int[] pool, Sample sample)
    {
        Dictionary<int, int> moved = [];
        for (int place = 0; place < pool.Length; place++)
        {
            // A rest of 128 bits: what it favours the first places by is below 2⁻⁹⁶.
            int other = place + (int)(HashRank.Of(_seed, $"draw\n{place}\n{sample.Id}") % (UInt128)(pool.Length - place));
            int chosen = moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(place, place);
            yield return pool[chosen];
        }
    }

    private static Sample InHistory(Sample sample, List<Sample> examples)
    {
        int systems = sample.History.TakeWhile(message => message.Role == MessageRole.System).Count();
        IEnumerable<Message> turns = examples.SelectMany(example => (Message[])
        [
            .. example.History.Where(message => message.Role != MessageRole.System),
            new Message(MessageRole.User, example.Input),
            new Message(MessageRole.Assistant, example.Target!),
        ]);
        return sample with { History = [.. sample.History.Take(systems), .. turns, .. sample.History.Skip(systems)] };
    }

    private static Sample InInput(Sample sample, List<Sample> examples, PromptTemplate template) =>
        DatasetPrompts.WithInput(sample, string.Concat(examples.Select(example => template.Render(example, asExample: true) + "\n\n")) + sample.Input);
}
