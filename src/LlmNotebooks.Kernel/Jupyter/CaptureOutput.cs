using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Takes the value of an expression and lets everything else go: what silent requests and user expressions ask for.</summary>
internal sealed class CaptureOutput : IOutputSink
{
    /// <summary>The value, once there is one.</summary>
    public MimeBundle? Value { get; private set; }

    public void Write(string name, string text)
    {
    }

    public void Display(MimeBundle data, string? displayId)
    {
    }

    public void Update(MimeBundle data, string displayId)
    {
    }

    public void Result(MimeBundle data) => Value = data;

    public void Fail(CellError error)
    {
    }

    public void ClearOutput(bool wait)
    {
    }
}
