namespace LlmNotebooks.Kernel.Cells;

/// <summary>Code to run.</summary>
/// <param name="Name">What errors call it, such as "cell 3"; unique within the session.</param>
/// <param name="Text">The text as the author wrote it.</param>
internal sealed record CellCode(string Name, string Text)
{
    /// <summary>The text of a line, from 1; empty past the end.</summary>
    public string Line(int number)
    {
        string[] lines = Text.ReplaceLineEndings("\n").Split('\n');
        return number >= 1 && number <= lines.Length ? lines[number - 1] : "";
    }
}
