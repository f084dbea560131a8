using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>One thing to ask, with what is known about a right answer.</summary>
public sealed record Sample
{
    private string? _hash;

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

    // What `with` starts from: everything but the cached hash.
    private Sample(Sample original)
    {
        Id = original.Id;
        Input = original.Input;
        Target = original.Target;
        Category = original.Category;
        Cluster = original.Cluster;
        Template = original.Template;
        Metadata = original.Metadata;
    }

    /// <summary>Identifies the sample within its dataset; comparisons pair by it.</summary>
    public string Id { get; }

    /// <summary>What the model is asked.</summary>
    public string Input { get; }

    /// <summary>The expected answer; null where none is known.</summary>
    public string? Target { get; init; }

    /// <summary>A group for which results are also given apart.</summary>
    public string? Category { get; init; }

    /// <summary>Key of the item that this sample is one form of. Samples with the same key are not independent: standard errors are clustered on it.</summary>
    public string? Cluster { get; init; }

    /// <summary>Which wording of its item this sample is. Samples of one cluster that have a template are paraphrases of each other.</summary>
    public string? Template { get; init; }

    /// <summary>Every further field, as it stood in the file.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>SHA-256 of the sample's content, 64 lower-case hexadecimal digits.</summary>
    /// <remarks>Of canonical JSON with the members id, input, target, category, cluster, template (null where absent) and metadata with its keys in ordinal order.</remarks>
    public string Hash => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Canonical()));

    /// <summary>Equal content, metadata included.</summary>
    public bool Equals(Sample? other) => other is not null && string.Equals(Hash, other.Hash, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    /// <summary>Id and input.</summary>
    public override string ToString() => $"{Id}: {Input}";

    private ReadOnlySpan<byte> Canonical()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("id", Id);
            writer.WriteString("input", Input);
            writer.WriteString("target", Target);
            writer.WriteString("category", Category);
            writer.WriteString("cluster", Cluster);
            writer.WriteString("template", Template);
            writer.WriteStartObject("metadata");
            foreach ((string key, JsonElement value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }
}
