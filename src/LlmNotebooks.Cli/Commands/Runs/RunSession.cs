using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>Makes or resumes a run, and prints what came of it.</summary>
internal sealed class RunSession(TextWriter output, TextWriter error, double confidence, OutputFormat format)
{
    /// <summary>Where progress goes.</summary>
    public ProgressLine Progress { get; } = new(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);

    /// <returns>Failed where the run did not come to its end, or a model gave no answer at all.</returns>
    public async Task<int> RunAsync(Dataset dataset, IReadOnlyList<Candidate> candidates, IReadOnlyList<IScorer> metrics, RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            Run run = await Evaluator.RunAsync(dataset, candidates, metrics, options, Progress, cancellationToken);
            Print(run);
            if (Exceeded(run, options) is { } exceeded)
            {
                await error.WriteLineAsync($"llmnb: the budget is exceeded: {exceeded}, since answers took more than they could by what was asked for. {run.Info.Answers:N0} of {run.Plan.Calls:N0} answers are stored.");
                return ExitCode.Failed;
            }

            if (run.Status == RunStatus.BudgetReached)
            {
                await error.WriteLineAsync($"llmnb: stopped before the budget was exceeded, after {run.Info.Answers:N0} of {run.Plan.Calls:N0} answers, all stored. Resume with a larger budget: llmnb runs resume {run.Id} --store {run.StorePath}");
                return ExitCode.Failed;
            }

            return await SilentModelsAsync(run) == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (RunInterruptedException exception)
        {
            await error.WriteLineAsync($"llmnb: interrupted after {exception.Done:N0} of {exception.Total:N0} answers, all stored. To resume, repeat the command with --run {exception.RunId}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Prints a run.</summary>
    public void Print(Run run) => RunReport.Write(run, confidence, format, output, error);

    // What the answers report, at least; null where it is within the budget. Only a service that does not keep to the limit of tokens can pass it.
    private static string? Exceeded(Run run, RunOptions options)
    {
        if (options.Budget is not { } budget) { return null; }
        long tokens = 0;
        decimal usd = 0;
        Dictionary<string, RunCandidate> candidates = run.Plan.Candidates.ToDictionary(candidate => candidate.Name, StringComparer.Ordinal);
        foreach (Answer answer in run.Answers())
        {
            (long input, long output) = (answer.InputTokens ?? 0, answer.OutputTokens ?? 0);
            tokens += input + output;
            if (budget.CostUsd is not null) { usd += budget.PriceOfCall?.Invoke(candidates[answer.Model], input, output, answer.StartedAt) ?? 0; }
        }

        return tokens > budget.Tokens ? string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} tokens of {budget.Tokens:N0}")
            : usd > budget.CostUsd ? string.Create(CultureInfo.InvariantCulture, $"${usd} of ${budget.CostUsd}")
            : null;
    }

    /// <summary>Names the models that gave no answer at all: such a run is stored, but it is no evaluation.</summary>
    private async Task<int> SilentModelsAsync(Run run)
    {
        string[] silent = [.. run.SummarizeModels().Where(model => model.Calls > 0 && model.Errors == model.Calls).Select(model => model.Model)];
        foreach (string model in silent) { await error.WriteLineAsync($"llmnb: {model} gave no answer: every call failed."); }
        return silent.Length;
    }
}
