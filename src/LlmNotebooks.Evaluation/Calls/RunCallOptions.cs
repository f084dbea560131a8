using LlmNotebooks.Inference;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>A run's call on its way through the pipeline.</summary>
internal sealed class RunCallOptions : CallOptions
{
    public RunCallOptions(CallRecord call)
        : base(call.Attempts) => Call = call;

    private RunCallOptions(RunCallOptions other)
        : base(other) => Call = other.Call;

    public CallRecord Call { get; }

    /// <summary>The call whose options these are.</summary>
    public static CallRecord CallOf(ChatOptions? options) => (options as RunCallOptions)?.Call ?? throw new InvalidOperationException("Only a run's calls go through its pipeline.");

    public override ChatOptions Clone() => new RunCallOptions(this);
}
