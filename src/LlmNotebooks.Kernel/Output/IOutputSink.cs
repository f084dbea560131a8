using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Output;

/// <summary>Where the outputs of a running cell go. Called from any thread.</summary>
internal interface IOutputSink
{
    /// <summary>Text written to the console.</summary>
    /// <param name="name">"stdout" or "stderr".</param>
    /// <param name="text">The text, line ends included.</param>
    void Write(string name, string text);

    /// <summary>A value shown; with an id it may be updated later.</summary>
    void Display(MimeBundle data, string? displayId);

    /// <summary>A value that takes the place of one shown before, in this cell or in an earlier one.</summary>
    void Update(MimeBundle data, string displayId);

    /// <summary>Takes away what the cell has shown and written so far.</summary>
    /// <param name="wait">Whether to wait for the next output of the cell, which then stands where the old ones stood.</param>
    void ClearOutput(bool wait);

    /// <summary>The value of the cell's last expression.</summary>
    void Result(MimeBundle data);

    /// <summary>The error that ended the cell.</summary>
    void Fail(CellError error);
}
