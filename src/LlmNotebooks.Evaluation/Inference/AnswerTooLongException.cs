using System.Globalization;

namespace LlmNotebooks.Inference;

/// <summary>An answer is longer than one may be, and was given up.</summary>
/// <param name="limit">The limit in bytes.</param>
public sealed class AnswerTooLongException(long limit) : IOException(string.Create(CultureInfo.InvariantCulture, $"The answer is longer than {limit:N0} bytes, and was given up."));
