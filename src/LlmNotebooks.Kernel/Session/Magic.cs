namespace LlmNotebooks.Kernel.Session;

/// <summary>Lines such as <c>#!fsharp</c> or <c>%%bash</c>, by which other kernels choose a language or run a command.</summary>
internal static class Magic
{
    /// <summary>The error of a cell that asks for a magic command this kernel does not have, or null.</summary>
    public static CellError? Find(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            bool isCell = i == 0 && line.StartsWith("%%", StringComparison.Ordinal);
            if (!isCell && !line.StartsWith("#!", StringComparison.Ordinal)) { continue; }
            string name = line.Split(' ', '\t')[0];
            if (i == 0 && name is "#!csharp" or "#!c#" or "#!C#") { continue; }
            string message = $"the magic command '{name}' is not supported; cells hold C#, and text goes into markdown cells.";
            return new CellError("UnsupportedMagic", message, [$"line {i + 1}: {lines[i]}", message], i + 1, lines[i]);
        }
        return null;
    }
}
