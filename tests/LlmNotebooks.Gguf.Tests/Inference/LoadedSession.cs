using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Inference;
using LlmNotebooks.Gguf.Tests.Synthetic;

namespace LlmNotebooks.Gguf.Tests.Inference;

/// <summary>A session on a made-up model, whose file goes with it.</summary>
internal sealed class LoadedSession : IDisposable
{
    private readonly TemporaryFile _path;
    private readonly GgufFile _file;

    public LoadedSession(SyntheticModel model, bool mapped = false)
    {
        _path = new TemporaryFile(model.ToFile());
        _file = GgufFile.Open(_path.Path);
        LlamaShape shape = LlamaShape.Read(_file);
        LlamaWeights weights = new(_file, shape, SyntheticModel.VocabularySize, mapped ? 0 : long.MaxValue);
        Assert.Equal(mapped, weights.NeedsFile);
        Session = new LlamaSession(new LlamaModel(shape, weights), shape.ContextLength);
    }

    public LlamaSession Session { get; }

    public void Dispose()
    {
        _file.Dispose();
        _path.Dispose();
    }
}
