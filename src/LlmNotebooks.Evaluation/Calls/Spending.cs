using System.Text;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Keeps a run within its budget, see <see cref="RunBudget"/>.</summary>
internal sealed class Spending
{
    private const int TemplateTokens = 64, TemplateTokensPerMessage = 16;

    private readonly Lock _lock = new();
    private readonly RunBudget _budget;
    private readonly RunOptions _options;
    private readonly RunCandidate[] _candidates;
    private readonly bool[] _free;
    private readonly long _longestAnswer;
    private long _tokens, _reservedTokens;
    private decimal _usd, _reservedUsd;
    private int _underWay;
    private TaskCompletionSource _settled = NewSignal();

    /// <exception cref="ArgumentException">The options do not bound a call, or a candidate has no price.</exception>
    public Spending(RunBudget budget, RunOptions options, IReadOnlyList<Candidate> candidates, IReadOnlyList<RunCandidate> plan)
    {
        _budget = budget;
        _options = options;
        _candidates = [.. plan];
        _free = [.. candidates.Select(candidate => candidate.IsInProcess)];
        _longestAnswer = options.MaxOutputTokens ?? throw new ArgumentException("A budget needs the longest answer, so that no call can pass it: set RunOptions.MaxOutputTokens.", nameof(options));
        if (budget.CostUsd is null) { return; }
        for (int i = 0; i < _candidates.Length; i++)
        {
            if (PriceOf(i, 1, 1) is null) { throw new ArgumentException($"A budget in dollars needs a price for each candidate, and '{_candidates[i].Name}' has none: say whose prices count for it (CallPrices.Of; --as {_candidates[i].Name}=PROVIDER/MODEL, --prices FILE), or give a budget in tokens.", nameof(options)); }
        }
    }

    /// <summary>Counts what an earlier part of the run has spent.</summary>
    public void Add(AnswerRow stored, Sample sample)
    {
        Reservation most = Most(stored.Candidate, Prompt.Of(sample, _options.SystemPrompt));
        int billed = stored.Retried?.Split(',').Count(type => !CallFailure.IsUnbilledType(type)) ?? 0;
        for (int i = 0; i < billed; i++) { Count(most, most.InputTokens, most.OutputTokens); }
        if (stored.ErrorType is null || !CallFailure.IsUnbilledType(stored.ErrorType)) { Count(most, stored.InputTokens ?? most.InputTokens, stored.OutputTokens ?? most.OutputTokens); }
    }

    /// <summary>Sets aside what an attempt can use at most, waiting for others to settle where that makes room.</summary>
    /// <exception cref="BudgetReachedException">There is no room.</exception>
    public async ValueTask<Reservation> ReserveAsync(int candidate, IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        Reservation most = Most(candidate, messages);
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                if (Fits(most))
                {
                    _underWay++;
                    _reservedTokens += most.Tokens;
                    _reservedUsd += most.CostUsd;
                    return most;
                }

                if (_underWay == 0) { throw new BudgetReachedException(); }
                settled = _settled.Task;
            }

            await settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An attempt was answered; what it does not report counts as the most it can be.</summary>
    public void Settle(Reservation reserved, long? inputTokens, long? outputTokens) =>
        Release(reserved, inputTokens ?? reserved.InputTokens, outputTokens ?? reserved.OutputTokens);

    /// <summary>An attempt failed.</summary>
    public void Fail(Reservation reserved, bool unbilled) =>
        Release(reserved, unbilled ? 0 : reserved.InputTokens, unbilled ? 0 : reserved.OutputTokens);

    private bool Fits(Reservation most) =>
        (_budget.Tokens is not { } tokens || _tokens + _reservedTokens + most.Tokens <= tokens)
        && (_budget.CostUsd is not { } usd || _usd + _reservedUsd + most.CostUsd <= usd);

    private void Release(Reservation reserved, long inputTokens, long outputTokens)
    {
        TaskCompletionSource settled;
        lock (_lock)
        {
            _underWay--;
            _reservedTokens -= reserved.Tokens;
            _reservedUsd -= reserved.CostUsd;
            Count(reserved, inputTokens, outputTokens);
            (settled, _settled) = (_settled, NewSignal());
        }

        settled.SetResult();
    }

    private void Count(Reservation call, long inputTokens, long outputTokens)
    {
        _tokens += inputTokens + outputTokens;
        if (_budget.CostUsd is not null && inputTokens + outputTokens > 0) { _usd += PriceOf(call.Candidate, inputTokens, outputTokens) ?? call.CostUsd; }
    }

    private Reservation Most(int candidate, IReadOnlyList<ChatMessage> messages)
    {
        long input = TemplateTokens;
        foreach (ChatMessage message in messages) { input += TemplateTokensPerMessage + Encoding.UTF8.GetByteCount(message.Text); }
        decimal usd = _budget.CostUsd is null ? 0
            : PriceOf(candidate, input, _longestAnswer)
            ?? throw new InvalidOperationException($"'{_candidates[candidate].Name}' has no price any more for {input} and {_longestAnswer} tokens.");
        return new Reservation(candidate, input, _longestAnswer, usd);
    }

    private decimal? PriceOf(int candidate, long inputTokens, long outputTokens) =>
        _free[candidate] ? 0
        : _budget.PriceOfCall is { } price ? price(_candidates[candidate], inputTokens, outputTokens, _options.TimeProvider.GetUtcNow())
        : throw new ArgumentException("A budget in dollars needs RunBudget.PriceOfCall.", nameof(candidate));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
