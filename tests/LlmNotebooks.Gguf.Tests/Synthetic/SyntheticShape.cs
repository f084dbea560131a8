namespace LlmNotebooks.Gguf.Tests.Synthetic;

/// <summary>The sizes of a made-up model.</summary>
public sealed record SyntheticShape(int Embedding, int Heads, int KeyValueHeads, int HeadSize, int RopeSize, int FeedForward, int Layers, bool Tied)
{
    public float RopeBase { get; init; } = 500;

    public int Context { get; init; } = 160;

    public float Epsilon { get; init; } = 1e-3f;

    public override string ToString() =>
        $"{Embedding} wide, {Heads}/{KeyValueHeads} heads of {HeadSize} ({RopeSize} rotated), {FeedForward} feed-forward, {Layers} layers, {(Tied ? "tied" : "untied")}";
}
