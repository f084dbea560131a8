namespace LlmNotebooks.Evaluation;

/// <summary>An assembly is no plug-in, or cannot be loaded; the message says why and the way out.</summary>
/// <param name="message">What is wrong, with the file.</param>
/// <param name="inner">The cause; null where there is none.</param>
public sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);
