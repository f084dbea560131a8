using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>A model behind a service that speaks OpenAI's chat completions, as services really speak them.</summary>
/// <remarks>
/// The protocol's own SDK refuses what many services send beside the standard: finish reasons of their own, counts that are null, dates as text, errors
/// inside of an answer. Here an answer is read for what it says, whatever is odd about the rest, and what is no answer is named.
/// </remarks>
internal sealed class ChatCompletionsClient : IChatClient
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _model;
    private readonly string? _key;
    private readonly OpenAICompatibleOptions _options;
    private readonly ChatClientMetadata _metadata;

    /// <param name="endpoint">Base address, to which the path of chat completions is added.</param>
    /// <param name="model">What the model is called there.</param>
    /// <param name="key">The key; null to send none.</param>
    /// <param name="provider">Who answers there; null where only the protocol is known.</param>
    /// <param name="options">Limits.</param>
    public ChatCompletionsClient(Uri endpoint, string model, string? key, string? provider, OpenAICompatibleOptions options)
    {
        _address = new Uri(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/chat/completions");
        (_model, _key, _options) = (model, key, options);
        _metadata = new ChatClientMetadata(provider ?? "openai", endpoint, model);
        // A redirection would take the question to whoever is named, and lose the key on the way: it is told instead.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(15) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("LlmNotebooks", typeof(ChatCompletionsClient).Assembly.GetName().Version?.ToString(2)));
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using NetworkTimer timer = new(_options.NetworkTimeout, cancellationToken);
        try
        {
            using HttpResponseMessage response = await SendAsync(messages, options, stream: false, timer).ConfigureAwait(false);
            using CappedStream body = new(await response.Content.ReadAsStreamAsync(timer.Token).ConfigureAwait(false), _options.LongestAnswerBytes);
            using JsonDocument document = LenientJson.Parse(await body.ReadAllAsync(timer.Token).ConfigureAwait(false));
            CompletionReader reader = new();
            return reader.Whole(document.RootElement).ToChatResponse();
        }
        catch (OperationCanceledException) when (timer.IsOver)
        {
            throw timer.Exception();
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using NetworkTimer timer = new(_options.NetworkTimeout, cancellationToken);
        using HttpResponseMessage response = await Timed(SendAsync(messages, options, stream: true, timer), timer).ConfigureAwait(false);
        using CappedStream body = new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _options.LongestAnswerBytes);
        CompletionReader reader = new();
        await using IAsyncEnumerator<JsonDocument> pieces = AnswerPieces.ReadAsync(body, reader, timer.Token).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            timer.Restart();
            if (!await Timed(pieces.MoveNextAsync().AsTask(), timer).ConfigureAwait(false)) { break; }
            using JsonDocument piece = pieces.Current;
            foreach (ChatResponseUpdate update in reader.Piece(piece.RootElement)) { yield return update; }
        }

        foreach (ChatResponseUpdate update in reader.End()) { yield return update; }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType?.IsInstanceOfType(this) == true ? this
        : null;

    public void Dispose() => _http.Dispose();

    private static async Task<T> Timed<T>(Task<T> task, NetworkTimer timer)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsOver)
        {
            throw timer.Exception();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, NetworkTimer timer)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(ChatRequest.Write(options?.ModelId ?? _model, messages, options, stream)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (_key is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key); }
        HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) { return response; }
        using (response)
        {
            throw await ServiceErrors.OfAsync(response, timer.Token).ConfigureAwait(false);
        }
    }
}
