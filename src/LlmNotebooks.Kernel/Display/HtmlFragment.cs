namespace LlmNotebooks.Kernel.Display;

/// <summary>Text that is HTML.</summary>
[TypeFormatterSource(typeof(HtmlFragmentFormatterSource))]
public sealed class HtmlFragment
{
    internal HtmlFragment(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Content = content;
    }

    /// <summary>The HTML.</summary>
    public string Content { get; }

    /// <summary>The HTML.</summary>
    public override string ToString() => Content;
}
