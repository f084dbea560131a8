namespace LlmNotebooks.Gguf;

/// <summary>What a GGUF file says about its model.</summary>
public sealed record ModelFacts
{
    /// <summary>Name in the file, or the file's name without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Architecture, such as <c>llama</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Number of weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Storage type of most matrices' weights: F32, F16, Q8_0 or Q4_0.</summary>
    public required string Quantization { get; init; }

    /// <summary>Tokens that the model can hold, prompt and answer together.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Number of different tokens.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Values per token between the blocks.</summary>
    public required int EmbeddingLength { get; init; }

    /// <summary>Number of transformer blocks.</summary>
    public required int Blocks { get; init; }

    /// <summary>Attention heads in a block.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads in a block; fewer than <see cref="Heads"/> when heads share them.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Values in the middle of a feed-forward layer.</summary>
    public required int FeedForwardLength { get; init; }

    /// <summary>Licence that the file names, or null.</summary>
    public string? License { get; init; }
}
