namespace LlmNotebooks.Kernel.Execution;

/// <summary>A person who can be asked for a line of text.</summary>
internal interface IConsoleInput
{
    /// <summary>Waits for a line. Called from any thread, one call at a time.</summary>
    /// <param name="prompt">What the person is asked; may be empty.</param>
    /// <param name="isPassword">Whether the answer must not be seen.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The line, without its end.</returns>
    /// <exception cref="OperationCanceledException">The token asked for a stop.</exception>
    string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken);
}
