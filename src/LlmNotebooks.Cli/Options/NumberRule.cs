namespace LlmNotebooks.Cli.Options;

/// <summary>Which numbers an option takes.</summary>
/// <param name="Words">What the number must do, behind "must": <c>be from 1 to 600</c>.</param>
/// <param name="Holds">Whether a number does.</param>
internal sealed record NumberRule<T>(string Words, Func<T, bool> Holds);
