namespace LlmNotebooks.Kernel.Directives;

/// <summary>The commands that cells can give by a line of their own, by the names of .NET Interactive.</summary>
internal static class MagicCommands
{
    private static readonly Dictionary<string, (CellCommand Command, string Help)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#!import"] = (CellCommand.Import, "FILE: runs the cells of a notebook (.ipynb, .dib) or the code of a file (.cs, .csx) in this place"),
        ["#!time"] = (CellCommand.Time, "says how long what follows in the cell takes"),
        ["#!who"] = (CellCommand.Who, "shows the variables and their types"),
        ["#!whos"] = (CellCommand.Whos, "shows the variables, their types and values"),
        ["#!about"] = (CellCommand.About, "says what kernel this is"),
        ["#!lsmagic"] = (CellCommand.ListMagic, "shows this list"),
    };

    /// <summary>The other lines that cells know.</summary>
    private const string Others = """
        #r "FILE.dll"                     adds a library
        #r "nuget: NAME, VERSION"         adds a package
        #i "nuget: FOLDER-OR-URL"         adds a source of packages
        #load "FILE.csx"                  runs a file as if it stood in the cell
        #!markdown, #!html, #!mermaid     as the first line: the cell is text and shown as such
        """;

    /// <summary>The command of a word such as <c>#!time</c>; null for others.</summary>
    public static CellCommand? Find(string word) => Known.TryGetValue(word, out (CellCommand Command, string Help) known) ? known.Command : null;

    /// <summary>All that a cell can say besides C#, a line each.</summary>
    public static string Help() => string.Join('\n', [.. Known.Select(entry => $"{entry.Key,-33} {entry.Value.Help}"), .. Others.ReplaceLineEndings("\n").Split('\n')]);
}
