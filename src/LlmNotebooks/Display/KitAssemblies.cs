using LlmNotebooks.Gguf;
using LlmNotebooks.Inference;

namespace LlmNotebooks.Display;

/// <summary>Keeps the libraries behind this one among its references.</summary>
/// <remarks>A script that refers to this library sees the libraries that it refers to, and a compiler drops those that nothing uses.</remarks>
internal static class KitAssemblies
{
    /// <summary>One type of each library that no other file of this one needs.</summary>
    public static IReadOnlyList<Type> Types { get; } = [typeof(Models), typeof(GgufModel)];
}
