using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.OpenAI;

/// <summary>Takes an answer only where the service says that it is one: half an answer would be scored as a whole one.</summary>
/// <remarks>The chat completions protocol gives every finished answer a <c>finish_reason</c>; a stream that was cut cleanly lacks it.</remarks>
internal sealed class CompleteAnswerChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "index")
        {
            // What the SDK throws where the list of choices is empty.
            throw new IncompleteAnswerException("The service answered without a choice.", exception);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool finished = false;
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            finished |= update.FinishReason is not null;
            yield return update;
        }

        if (!finished) { throw new IncompleteAnswerException("The stream ended without a finish reason: the answer may be cut, or the service does not stream (ask for whole answers then)."); }
    }
}
