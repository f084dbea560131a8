namespace LlmNotebooks.Datasets.Sampling;

/// <summary>A sample with its choices in another order; the letters of its targets follow.</summary>
internal static class ChoiceOrder
{
    /// <summary>The same order, with targets as letters.</summary>
    public static Sample Lettered(Sample sample) => Ordered(sample, [.. Enumerable.Range(0, sample.Choices.Count)]);

    /// <summary>In the order of the hash ranks of the places.</summary>
    public static Sample Shuffled(Sample sample, long seed) =>
        Ordered(sample, [.. Enumerable.Range(0, sample.Choices.Count).OrderBy(place => HashRank.Of(seed, $"choice\n{place}\n{sample.Id}"))]);

    /// <summary>One copy for each choice that may stand first.</summary>
    public static IEnumerable<Sample> Rotations(Sample sample)
    {
        if (sample.Choices.Count == 0) { return [sample]; }
        int n = sample.Choices.Count;
        return Enumerable.Range(0, n).Select(shift =>
        {
            Sample rotated = Ordered(sample, [.. Enumerable.Range(0, n).Select(place => (place + shift) % n)]);
            return new Sample($"{sample.Id}#{shift}", sample.Input)
            {
                References = rotated.References,
                History = rotated.History,
                Choices = rotated.Choices,
                Category = rotated.Category,
                Cluster = rotated.Cluster ?? rotated.Id,
                Template = rotated.Template is null ? $"rotation-{shift}" : $"{rotated.Template}/rotation-{shift}",
                Metadata = rotated.Metadata,
            };
        });
    }

    /// <param name="sample">The sample.</param>
    /// <param name="order">Which choice comes to each place.</param>
    private static Sample Ordered(Sample sample, int[] order)
    {
        if (ChoiceLetters.Problem(sample.Choices) is { } problem) { throw new ArgumentException($"Sample '{sample.Id}': {problem}", nameof(sample)); }
        return sample with
        {
            Choices = [.. order.Select(choice => sample.Choices[choice])],
            References = [.. sample.References.Select(reference => ChoiceLetters.Of(Array.IndexOf(order, Index(sample, reference))))],
        };
    }

    private static int Index(Sample sample, string reference) => ChoiceLetters.Resolve(reference, sample.Choices, numbers: false, out int index) is { } problem
        ? throw new ArgumentException($"Sample '{sample.Id}': the target {problem}", nameof(sample))
        : index;
}
