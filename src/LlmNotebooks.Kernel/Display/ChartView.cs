using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A bare Plotly.NET chart.</summary>
internal static class ChartView
{
    public static MimeBundle? TryFormat(object value)
    {
        _ = value;
        return null;
    }
}
