using System.Collections.Concurrent;

namespace LlmNotebooks.Gguf.Tests;

/// <summary>The models in data/models, each loaded once.</summary>
internal static class ShippedModels
{
    private static readonly ConcurrentDictionary<string, Lazy<GgufModel>> Loaded = new(StringComparer.Ordinal);

    public static readonly string[] Files =
    [
        "skills-pico-f16.gguf", "skills-nano-f16.gguf", "skills-nano-q8_0.gguf",
        "skills-micro-f16.gguf", "skills-micro-q8_0.gguf", "skills-micro-q4_0.gguf",
    ];

    public static TheoryData<string> All => [.. Files];

    public static GgufModel Get(string file) =>
        Loaded.GetOrAdd(file, f => new Lazy<GgufModel>(() => GgufModel.Load(Repository.PathOf("data", "models", f)))).Value;
}
