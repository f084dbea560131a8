using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests;

/// <summary>Small runs to test with.</summary>
internal static class SmallRuns
{
    /// <summary>Samples s1, s2 … whose input and target is the number.</summary>
    public static Dataset Numbers(int count) =>
        Dataset.Create("numbers", Enumerable.Range(1, count).Select(i => new Sample($"s{i}", $"{i}") { Target = $"{i}" }));

    public static Candidate Echo(string name = "m") => new(name, new FakeChatClient(input => input));

    public static Task<Run> RunAsync(string store, Dataset dataset, Candidate candidate, RunOptions? options = null) =>
        Evaluator.RunAsync(dataset, [candidate], [new ExactMatch()], (options ?? new RunOptions()) with { StorePath = store }, cancellationToken: TestContext.Current.CancellationToken);
}
