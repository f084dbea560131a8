using LlmNotebooks.Cli.Output;

namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>A test with all that decides its power but the difference and the number of items.</summary>
/// <param name="Report">The test and its assumptions, reported.</param>
/// <param name="Power">Of a difference, with so many items.</param>
/// <param name="Items">Needed for a difference and a power.</param>
/// <param name="Effect">The smallest difference that so many items find with a power; null where they find none.</param>
/// <param name="Approximation">The same by an approximation, where the others are exact.</param>
internal sealed record Design(StatsReport Report, Func<double, int, double> Power, Func<double, double, int> Items, Func<int, double, double?> Effect, Approximation? Approximation = null);
