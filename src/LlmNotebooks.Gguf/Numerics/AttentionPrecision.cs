namespace LlmNotebooks.Gguf.Numerics;

/// <summary>How exactly tokens attend; keys and values are F16 in both.</summary>
/// <remarks>llama.cpp takes the one for less than 64 tokens at once and the other for more, and answers are to agree with its own.</remarks>
internal enum AttentionPrecision
{
    /// <summary>Queries and sums over values are rounded to F16, with a running maximum at each position.</summary>
    Half,

    /// <summary>Nothing is rounded, with a running maximum at each 64 positions.</summary>
    Single,
}
