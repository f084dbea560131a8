namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>What a test is planned with beside its exact power, and in its place where that is not summed.</summary>
/// <param name="Most">So many items are exact.</param>
/// <param name="Power">Of a difference, with so many items.</param>
/// <param name="Items">Needed for a difference and a power.</param>
/// <param name="Effect">The smallest difference that so many items find with a power; null where they find none.</param>
internal sealed record Approximation(int Most, Func<double, int, double> Power, Func<double, double, int> Items, Func<int, double, double?> Effect);
