namespace LlmNotebooks.Kernel.Runs;

/// <summary>Follows a notebook's run.</summary>
internal interface IRunProgress
{
    /// <param name="number">The cell's number among the code cells, from 1.</param>
    /// <param name="count">The number of code cells.</param>
    void CellStarted(int number, int count);

    /// <param name="number">The cell's number among the code cells, from 1.</param>
    /// <param name="count">The number of code cells.</param>
    /// <param name="streamLength">Characters that it wrote to the console.</param>
    void CellEnded(int number, int count, long streamLength);
}
