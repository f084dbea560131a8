using LlmNotebooks.Datasets.Sampling;

namespace LlmNotebooks.Datasets;

/// <summary>What is sent of a dataset: templates, choices, examples, system prompts. Each returns a new dataset.</summary>
public static class DatasetPrompts
{
    /// <summary>The samples with their inputs as the template writes them.</summary>
    /// <exception cref="ArgumentException">A sample has no value for a variable of the template.</exception>
    public static Dataset WithTemplate(this Dataset dataset, PromptTemplate template)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(template);
        return dataset.With(dataset.Samples.Select(sample => WithInput(sample, template.Render(sample))));
    }

    /// <summary>The samples with their inputs as the template in a file writes them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no template.</exception>
    /// <exception cref="ArgumentException">A sample has no value for a variable of the template.</exception>
    public static Dataset WithTemplateFile(this Dataset dataset, string path) => dataset.WithTemplate(PromptTemplate.Load(path));

    /// <summary>The samples with their choices in the input, and the right one's letter as target; samples without choices stay as they are.</summary>
    /// <param name="dataset">At least one sample has choices; a target of such a sample is the letter or the text of one of them.</param>
    /// <param name="template">How question and choices are written. Null: <see cref="PromptTemplate.MultipleChoice"/>.</param>
    /// <param name="shuffleSeed">Shuffles the choices of each sample first, see <see cref="ShuffleChoices"/>. Null: they stay in their order.</param>
    /// <exception cref="ArgumentException">No sample has choices, a sample's choices or target are wrong, or it has no value for a variable of the template.</exception>
    public static Dataset AsMultipleChoice(this Dataset dataset, PromptTemplate? template = null, long? shuffleSeed = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return MapChoices(dataset, sample =>
        {
            Sample ordered = shuffleSeed is { } seed ? ChoiceOrder.Shuffled(sample, seed) : ChoiceOrder.Lettered(sample);
            return WithInput(ordered, (template ?? PromptTemplate.MultipleChoice).Render(ordered));
        });
    }

    /// <summary>The samples with their choices in an order that seed and sample id determine; the target's letter follows. Samples without choices stay as they are.</summary>
    /// <remarks>Each order of a sample's choices is equally likely. Inputs that already show the choices would not follow: shuffle before <see cref="AsMultipleChoice"/>.</remarks>
    /// <exception cref="ArgumentException">No sample has choices, or a sample's choices or target are wrong.</exception>
    public static Dataset ShuffleChoices(this Dataset dataset, long seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return MapChoices(dataset, sample => ChoiceOrder.Shuffled(sample, seed));
    }

    /// <summary>Each sample once with each of its choices in the place of A, to see whether a model prefers a place; samples without choices stay as they are.</summary>
    /// <remarks>
    /// In copy k of n, choice i stands at (i − k) mod n, so each choice stands in each place once. The copies of a sample have the ids <c>ID#0</c> … <c>ID#(n−1)</c>, one cluster, the
    /// sample's own or its id, and templates of their own, so that standard errors are clustered on the sample and the consistency is that over its rotations.
    /// </remarks>
    /// <exception cref="ArgumentException">No sample has choices, a sample's choices or target are wrong, or a new id or cluster is there already.</exception>
    public static Dataset RotateChoices(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Dataset lettered = MapChoices(dataset, ChoiceOrder.Lettered);
        HashSet<string> clusters = lettered.Samples.Select(sample => sample.Cluster).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (lettered.Samples.FirstOrDefault(sample => sample.Cluster is null && sample.Choices.Count > 0 && clusters.Contains(sample.Id)) is { } taken)
        {
            throw new ArgumentException($"The id '{taken.Id}' is the cluster of other samples, too; give that sample a cluster of its own.", nameof(dataset));
        }

        return lettered.With(Dataset.Distinct(dataset.Name, lettered.Samples.SelectMany(ChoiceOrder.Rotations)));
    }

    /// <summary>The samples with a system prompt before all else.</summary>
    /// <exception cref="ArgumentException">The text is blank, or a sample has a system prompt already.</exception>
    public static Dataset WithSystemPrompt(this Dataset dataset, string text)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Message system = new(MessageRole.System, text);
        return dataset.With(dataset.Samples.Select(sample => sample.History.All(message => message.Role != MessageRole.System)
            ? sample with { History = [system, .. sample.History] }
            : throw new ArgumentException($"Sample '{sample.Id}' has a system prompt already; take it from the data, or leave this one out.", nameof(dataset))));
    }

    /// <summary>The samples with solved examples before the question (few-shot).</summary>
    /// <param name="dataset">What is asked.</param>
    /// <param name="examples">Where the examples come from, best another part of the data; each has a target. A template goes on both datasets before.</param>
    /// <param name="count">How many each sample gets, at least 1.</param>
    /// <param name="seed">Any number; the same seed draws the same examples, whatever the order of either dataset.</param>
    /// <param name="options">How they are drawn and shown. Null: the same for all, as turns of the conversation.</param>
    /// <remarks>
    /// Drawn without replacement. A sample never gets itself: no example with its id, its input, or its cluster. In the history the examples stand after the
    /// system prompt and before earlier turns; an example's own earlier turns go with it, without its system prompt.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    /// <exception cref="ArgumentException">An example has no target, or for a sample there are too few examples.</exception>
    public static Dataset WithExamples(this Dataset dataset, Dataset examples, int count, long seed, ExampleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ExampleDraw draw = new(examples, count, seed, options ?? new ExampleOptions());
        return dataset.With(dataset.Samples.Select(draw.AddTo));
    }

    // Not through With of the record: Input is set by the constructor.
    internal static Sample WithInput(Sample sample, string input)
    {
        if (string.IsNullOrWhiteSpace(input)) { throw new ArgumentException($"The template leaves the input of sample '{sample.Id}' blank.", nameof(input)); }
        return new Sample(sample.Id, input)
        {
            References = sample.References,
            History = sample.History,
            Choices = sample.Choices,
            Category = sample.Category,
            Cluster = sample.Cluster,
            Template = sample.Template,
            Metadata = sample.Metadata,
        };
    }

    private static Dataset MapChoices(Dataset dataset, Func<Sample, Sample> map) => dataset.Samples.Any(sample => sample.Choices.Count > 0)
        ? dataset.With(dataset.Samples.Select(sample => sample.Choices.Count == 0 ? sample : map(sample)))
        : throw new ArgumentException($"No sample of '{dataset.Name}' has choices; name their field in DatasetFields.Choices.", nameof(dataset));
}
