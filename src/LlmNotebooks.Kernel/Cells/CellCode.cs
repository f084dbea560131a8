namespace LlmNotebooks.Kernel.Cells;

/// <summary>Code to run.</summary>
/// <param name="Name">What errors call it, such as "cell 3"; unique within the session.</param>
/// <param name="Text">The text as the author wrote it.</param>
internal sealed record CellCode(string Name, string Text)
{
    /// <summary>Where the compiler takes it to be: for code of a file, a full path, which relative paths in it count from; else its name.</summary>
    public string Path { get; init; } = Name;

    /// <summary>The whole cell, where this is the code of a part of it: line for line the same.</summary>
    public string? Whole { get; init; }

    /// <summary>The text of a line, from 1; empty past the end.</summary>
    public string Line(int number)
    {
        string[] lines = (Whole ?? Text).ReplaceLineEndings("\n").Split('\n');
        return number >= 1 && number <= lines.Length ? lines[number - 1] : "";
    }
}
