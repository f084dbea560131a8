using LlmNotebooks.Gguf.Inference;
using LlmNotebooks.Gguf.Generation.Sampling;
using LlmNotebooks.Gguf.Tokenization;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Generation;

/// <summary>One answer in the making, a token per step.</summary>
/// <remarks>A step allocates nothing, unless log-probabilities are reported or the text outgrows four characters per token.</remarks>
internal sealed class Generator
{
    private const int CharactersPerToken = 4;
    private const int CharactersAtFirst = 16_384;

    private readonly SpmTokenizer _tokenizer;
    private readonly LlamaSession _session;
    private readonly GenerationOptions _options;
    private readonly TimeProvider _time;
    private readonly Sampler _sampler;
    private readonly int[] _promptIds;
    private readonly int[] _ids;
    private readonly List<TokenReport> _reports = [];
    private int _count;
    private TimeSpan _prefillTime;
    private TimeSpan _decodeTime;

    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="session">A session without tokens that has room for the prompt and the answer.</param>
    /// <param name="promptIds">The prompt, at least one token.</param>
    /// <param name="contextLength">Tokens that the model can hold.</param>
    /// <param name="options">How to draw, and when to end.</param>
    /// <param name="time">Measures prefill and decoding.</param>
    public Generator(SpmTokenizer tokenizer, LlamaSession session, int[] promptIds, int contextLength, GenerationOptions options, TimeProvider time)
    {
        (_tokenizer, _session, _promptIds, _options, _time) = (tokenizer, session, promptIds, options, time);
        int limit = AnswerLimit(promptIds.Length, contextLength, options);
        _ids = new int[limit];
        _sampler = new Sampler(options, tokenizer.VocabularySize);
        Text = new AnswerText(options.StopSequences, Math.Min(CharactersAtFirst, limit * CharactersPerToken));
    }

    /// <summary>Why the answer ended; null while it has not.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>The answer's text so far.</summary>
    public AnswerText Text { get; }

    /// <summary>Most tokens of an answer: what is asked for, or what the context leaves.</summary>
    /// <exception cref="PromptTooLongException">The context leaves nothing.</exception>
    public static int AnswerLimit(int promptTokens, int contextLength, GenerationOptions options)
    {
        // The last token of an answer is drawn but not read, so it needs a place in the count only.
        int left = contextLength - promptTokens;
        return left >= 1 ? Math.Min(left, options.MaxTokens ?? left) : throw new PromptTooLongException(promptTokens, contextLength);
    }

    /// <summary>Reads the prompt at the first step; then draws one token. Must not be called after the answer has ended.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Step(CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        if (_count == 0)
        {
            _session.Feed(_promptIds, cancellationToken);
            _prefillTime = _time.GetElapsedTime(start);
            start = _time.GetTimestamp();
        }
        else
        {
            _session.Feed(_ids.AsSpan(_count - 1, 1), cancellationToken);
        }

        int id = _sampler.Pick(_session.Logits);
        _ids[_count++] = id;
        if (_options.TopLogProbabilities > 0)
        {
            _reports.Add(LogProbabilities.Report(_session.Logits, id, _options.TopLogProbabilities, _tokenizer));
        }

        bool end = _tokenizer.Vocabulary.IsEnd(id);
        if (!end)
        {
            Text.Append(_tokenizer.Vocabulary.Bytes(id));
        }

        FinishReason = end || Text.Stopped ? ChatFinishReason.Stop : _count == _ids.Length ? ChatFinishReason.Length : null;
        if (FinishReason is not null)
        {
            Text.Finish();
        }

        _decodeTime += _time.GetElapsedTime(start);
    }

    /// <summary>The answer, after it has ended.</summary>
    public GenerationResult Result() => new()
    {
        PromptIds = _promptIds,
        Ids = _ids[.._count],
        Text = new string(Text.Released),
        FinishReason = FinishReason ?? throw new InvalidOperationException("The answer has not ended yet."),
        PrefillTime = _prefillTime,
        DecodeTime = _decodeTime,
        Tokens = _reports,
    };
}
