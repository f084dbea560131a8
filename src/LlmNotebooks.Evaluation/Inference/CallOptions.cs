using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference;

/// <summary>A call's options with the attempts at it, so that whatever makes it again notes it in one place.</summary>
internal class CallOptions : ChatOptions
{
    public CallOptions(CallAttempts attempts) => Attempts = attempts;

    protected CallOptions(CallOptions other)
        : base(other) => Attempts = other.Attempts;

    public CallAttempts Attempts { get; }

    public override ChatOptions Clone() => new CallOptions(this);
}
