namespace LlmNotebooks.Evaluation.Calls;

/// <summary>The next attempt could pass the run's budget, so it is not made.</summary>
internal sealed class BudgetReachedException() : Exception("The next call could pass the run's budget.");
