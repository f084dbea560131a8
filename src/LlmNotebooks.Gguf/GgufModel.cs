using System.Collections.Concurrent;
using LlmNotebooks.Gguf.Chat;
using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Generation;
using LlmNotebooks.Gguf.Inference;
using LlmNotebooks.Gguf.Tokenization;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf;

/// <summary>A llama model from a GGUF file, ready to answer.</summary>
/// <remarks>
/// Safe for concurrent use: each answer works on a cache of its own, on the one thread that asks for it. Reads GGUF version 3 with
/// tensors of type F32, F16, Q8_0 and Q4_0, architecture <c>llama</c>, SentencePiece tokens. A model of up to four million weights is
/// unpacked when it is loaded; a larger one is computed from the mapped file, which must not be changed meanwhile.
/// </remarks>
public sealed class GgufModel : IDisposable
{
    private const int SmallestSession = 256;

    private readonly LlamaModel _model;
    private readonly string? _template;
    private readonly TimeProvider _time;
    private readonly ConcurrentBag<LlamaSession> _idle = [];
    private readonly GgufFile _file;
    private int _users = 1;
    private int _disposed;

    private GgufModel(GgufFile file, string path, TimeProvider time)
    {
        (_file, _time) = (file, time);
        LlamaShape shape = LlamaShape.Read(file);
        Tokenizer = new SpmTokenizer(new Vocabulary(file));
        _model = new LlamaModel(shape, new LlamaWeights(file, shape, Tokenizer.VocabularySize));
        _template = file.Text("tokenizer.chat_template");
        Facts = new ModelFacts
        {
            Name = file.Text("general.name") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path),
            Architecture = file.Text("general.architecture")!,
            Parameters = file.Header.Tensors.Values.Sum(t => t.Count),
            FileBytes = file.Length,
            Quantization = file.Header.Quantization!,
            ContextLength = shape.ContextLength,
            VocabularySize = Tokenizer.VocabularySize,
            EmbeddingLength = shape.Embedding,
            Blocks = shape.Layers,
            Heads = shape.Heads,
            KeyValueHeads = shape.KeyValueHeads,
            FeedForwardLength = shape.FeedForward,
            License = file.Text("general.license"),
        };
    }

    /// <summary>What the file says about the model.</summary>
    public ModelFacts Facts { get; }

    /// <summary>Turns text into tokens and back.</summary>
    public SpmTokenizer Tokenizer { get; }

    /// <summary>The type of most of a file's weights, such as <c>Q8_0</c>, from its header alone; null where it has no weights.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <exception cref="GgufFormatException">The header is damaged, or holds something that is not supported.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static string? QuantizationOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using GgufFile file = GgufFile.Open(path);
        return file.Header.Quantization;
    }

    /// <summary>Loads a model.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <param name="timeProvider">Measures the times that results report; the system's by default.</param>
    /// <exception cref="GgufFormatException">The file is damaged, or holds something that is not supported.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static GgufModel Load(string path, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        GgufFile file = GgufFile.Open(path);
        try
        {
            GgufModel model = new(file, path, timeProvider ?? TimeProvider.System);
            if (!model._model.Weights.NeedsFile)
            {
                file.Dispose();
            }

            return model;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a conversation out as the model was trained to read it, up to where the answer begins.</summary>
    /// <param name="messages">Messages of text.</param>
    /// <returns>Text for <see cref="Generate"/>.</returns>
    /// <exception cref="GgufFormatException">The file's chat template is missing or of no known family.</exception>
    /// <exception cref="NotSupportedException">A message holds something other than text.</exception>
    public string ApplyChatTemplate(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return ChatTemplate.Render(_template, messages);
    }

    /// <summary>Answers a text as it is, without a chat template.</summary>
    /// <param name="prompt">Text; control tokens written out in it count as such.</param>
    /// <param name="options">How to draw, and when to end; greedy to the end of the context by default.</param>
    /// <param name="cancellationToken">Ends the work within one token.</param>
    /// <exception cref="PromptTooLongException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="ArgumentException">The prompt has no tokens.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public GenerationResult Generate(string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using GenerationLease lease = Start(prompt, options ?? new GenerationOptions());
        while (lease.Generator.FinishReason is null)
        {
            lease.Generator.Step(cancellationToken);
        }

        return lease.Generator.Result();
    }

    /// <summary>Refuses further answers and lets go of the file, after the last answer in the making.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }
    }

    /// <summary>Begins an answer on a session that goes back to the idle ones when the lease ends.</summary>
    internal GenerationLease Start(string prompt, GenerationOptions options)
    {
        int[] ids = Tokenizer.Encode(prompt);
        if (ids.Length == 0)
        {
            throw new ArgumentException("The prompt has no tokens.", nameof(prompt));
        }

        int positions = ids.Length + Generator.AnswerLimit(ids.Length, Facts.ContextLength, options);
        Enter();
        try
        {
            LlamaSession session = Take(positions);
            return new GenerationLease(new Generator(Tokenizer, session, ids, Facts.ContextLength, options, _time), () =>
            {
                if (_idle.Count < Environment.ProcessorCount)
                {
                    _idle.Add(session);
                }

                Leave();
            });
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Counts an answer in the making, so that the file outlives it.</summary>
    private void Enter()
    {
        Interlocked.Increment(ref _users);
        if (Volatile.Read(ref _disposed) != 0)
        {
            Leave();
            throw new ObjectDisposedException(nameof(GgufModel));
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _file.Dispose();
        }
    }

    private LlamaSession Take(int positions)
    {
        if (_idle.TryTake(out LlamaSession? session) && session.Capacity >= positions)
        {
            session.Reset();
            return session;
        }

        return new LlamaSession(_model, Math.Max(positions, Math.Min(SmallestSession, Facts.ContextLength)));
    }
}
