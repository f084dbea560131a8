using System.Globalization;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Times one attempt and ends it at its limits; a stream is collected, with the time to its first text.</summary>
internal sealed class MeteringChatClient(IChatClient inner, RunOptions options) : DelegatingChatClient(inner)
{
    private readonly TimeProvider _time = options.TimeProvider;

    /// <exception cref="CallTimeoutException">The attempt took longer than it may.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        CallRecord call = RunCallOptions.CallOf(chat);
        using CancellationTokenSource timeout = new(options.Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        FirstTokenLimit firstToken = new(options.FirstTokenTimeout, either, _time);
        await using (firstToken.ConfigureAwait(false))
        {
            try
            {
                Task<ChatResponse> asked = options.Streaming
                    ? StreamAsync(messages, chat, call, firstToken, either.Token)
                    : InnerClient.GetResponseAsync(messages, chat, either.Token);
                // Not every client heeds its token; the wait ends all the same, and an answer that comes late is none.
                ChatResponse response = await asked.WaitAsync(either.Token).ConfigureAwait(false);
                if (timeout.IsCancellationRequested) { throw TimedOut(); }
                if (response.Usage is { } usage) { UsageCounts.Correct(usage); }
                return response;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && firstToken.Passed)
            {
                throw new CallTimeoutException("first-token-timeout", string.Create(CultureInfo.InvariantCulture, $"no first token within {options.FirstTokenTimeout!.Value.TotalSeconds:0.###} s"));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
            {
                throw TimedOut();
            }
            finally
            {
                call.LatencyMs = call.ElapsedMs;
            }
        }
    }

    private CallTimeoutException TimedOut() => new("timeout", string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"));

    private async Task<ChatResponse> StreamAsync(IEnumerable<ChatMessage> messages, ChatOptions? chat, CallRecord call, FirstTokenLimit limit, CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in InnerClient.GetStreamingResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false))
        {
            if (call.FirstTokenMs is null && update.Text.Length > 0)
            {
                call.FirstTokenMs = call.ElapsedMs;
                limit.Seen();
            }

            updates.Add(update);
        }

        limit.Seen();
        return updates.ToChatResponse();
    }
}
