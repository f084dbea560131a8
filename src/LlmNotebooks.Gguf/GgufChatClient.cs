using System.Runtime.CompilerServices;
using LlmNotebooks.Gguf.Chat;
using LlmNotebooks.Gguf.Generation;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf;

/// <summary>Chats with a <see cref="GgufModel"/> in this process.</summary>
/// <remarks>
/// Honours of <see cref="ChatOptions"/>: Temperature (0, the default, is greedy), TopK, TopP, MaxOutputTokens, Seed (0 by default),
/// StopSequences, Instructions, and in AdditionalProperties <see cref="MinPKey"/> and <see cref="TopLogProbabilitiesKey"/>. Penalties, tools
/// and response formats other than text are refused. The whole <see cref="GenerationResult"/> is the raw representation of a response and of
/// the last streamed update. Control tokens written out in a message count as such. Safe for concurrent use.
/// </remarks>
public sealed class GgufChatClient : IChatClient
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/>: see <see cref="GenerationOptions.MinP"/>.</summary>
    public const string MinPKey = "min_p";

    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/>: see <see cref="GenerationOptions.TopLogProbabilities"/>.</summary>
    public const string TopLogProbabilitiesKey = "top_logprobs";

    private readonly GgufModel _model;
    private readonly SemaphoreSlim _threads;
    private readonly ChatClientMetadata _metadata;
    private readonly bool _ownsModel;

    /// <summary>Creates a client.</summary>
    /// <param name="model">The model to chat with; it may be shared between clients, of which none then owns it.</param>
    /// <param name="options">Limits and ownership; the defaults of <see cref="GgufChatClientOptions"/> if null.</param>
    public GgufChatClient(GgufModel model, GgufChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new GgufChatClientOptions();
        _model = model;
        _ownsModel = options.OwnsModel;
        _threads = new SemaphoreSlim(options.MaxThreads, options.MaxThreads);
        _metadata = new ChatClientMetadata("gguf", providerUri: null, options.ModelId ?? model.Facts.Name);
    }

    /// <inheritdoc/>
    /// <exception cref="PromptTooLongException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="NotSupportedException">An option or a message asks for something this client does not do.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (string prompt, GenerationOptions generation) = Prepare(messages, options);
        await _threads.WaitAsync(cancellationToken).ConfigureAwait(false);
        GenerationResult result;
        try
        {
            result = await Task.Run(() => _model.Generate(prompt, generation, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _threads.Release();
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, result.Text))
        {
            ModelId = _metadata.DefaultModelId,
            FinishReason = result.FinishReason,
            Usage = result.Usage,
            RawRepresentation = result,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="PromptTooLongException">The prompt leaves no room for an answer.</exception>
    /// <exception cref="NotSupportedException">An option or a message asks for something this client does not do.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (string prompt, GenerationOptions generation) = Prepare(messages, options);
        using GenerationLease lease = _model.Start(prompt, generation);
        Generator generator = lease.Generator;
        while (generator.FinishReason is null)
        {
            await _threads.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await Task.Run(() => generator.Step(cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _threads.Release();
            }

            string fresh = new(generator.Text.Take());
            if (fresh.Length > 0)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, fresh) { ModelId = _metadata.DefaultModelId };
            }
        }

        GenerationResult result = generator.Result();
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(result.Usage)])
        {
            ModelId = _metadata.DefaultModelId,
            FinishReason = result.FinishReason,
            RawRepresentation = result,
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(_model) ? _model
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Frees what the client itself holds, and the model if the client owns it; else that stays usable.</summary>
    public void Dispose()
    {
        _threads.Dispose();
        if (_ownsModel) { _model.Dispose(); }
    }

    private (string Prompt, GenerationOptions Options) Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        GenerationOptions generation = ChatOptionsReader.Read(options);
        IEnumerable<ChatMessage> all = options?.Instructions is { Length: > 0 } instructions
            ? messages.Prepend(new ChatMessage(ChatRole.System, instructions))
            : messages;
        return (_model.ApplyChatTemplate(all), generation);
    }
}
