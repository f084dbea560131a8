using System.Collections.Frozen;
using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>One thing to ask, with what is known about a right answer.</summary>
public sealed record Sample
{
    /// <summary>A sample by its id and input; the rest is optional.</summary>
    /// <param name="id">Unique within its dataset, not blank.</param>
    /// <param name="input">What the model is asked, not blank.</param>
    /// <exception cref="ArgumentException">One of them is blank.</exception>
    public Sample(string id, string input)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(input);
        Id = id;
        Input = input;
    }

    /// <summary>Identifies the sample within its dataset; comparisons pair by it.</summary>
    public string Id { get; }

    /// <summary>What the model is asked.</summary>
    public string Input { get; }

    /// <summary>The expected answer, the first of <see cref="References"/>; null where none is known. Setting it sets the one reference.</summary>
    public string? Target
    {
        get => References.Count > 0 ? References[0] : null;
        init => References = value is null ? [] : [value];
    }

    /// <summary>Every answer that counts as right, the preferred one first; empty where none is known.</summary>
    public IReadOnlyList<string> References { get; init => field = WithoutNull(value, nameof(References)); } = [];

    /// <summary>What was said before the input, oldest first: system prompt, examples, earlier turns. Empty for a single question.</summary>
    public IReadOnlyList<Message> History { get; init => field = WithoutNull(value, nameof(History)); } = [];

    /// <summary>The answers to choose from, the first under the letter A; empty where the question is open. They are asked only where the input shows them, see <see cref="DatasetPrompts.AsMultipleChoice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init => field = WithoutNull(value, nameof(Choices)); } = [];

    /// <summary>A group for which results are also given apart.</summary>
    public string? Category { get; init; }

    /// <summary>Key of the item that this sample is one form of. Samples with the same key are not independent: standard errors are clustered on it.</summary>
    public string? Cluster { get; init; }

    /// <summary>Which wording of its item this sample is. Samples of one cluster that have a template are paraphrases of each other.</summary>
    public string? Template { get; init; }

    /// <summary>Every further field, as it stood in the file.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>SHA-256 of the sample's content, 64 lower-case hexadecimal digits.</summary>
    /// <remarks>
    /// Of canonical JSON with the members id, input, target, category, cluster, template (null where absent) and metadata with its keys in ordinal order;
    /// further references, history and choices follow the template where there are any.
    /// </remarks>
    public string Hash
    {
        get
        {
            using SampleHasher hasher = new();
            return hasher.Hash(this);
        }
    }

    /// <summary>Equal content, metadata included.</summary>
    public bool Equals(Sample? other) => other is not null && string.Equals(Hash, other.Hash, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    /// <summary>Id and input.</summary>
    public override string ToString() => $"{Id}: {Input}";

    private static IReadOnlyList<T> WithoutNull<T>(IReadOnlyList<T> values, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values.Any(value => value is null) ? throw new ArgumentException("One of them is null.", name) : values;
    }
}
