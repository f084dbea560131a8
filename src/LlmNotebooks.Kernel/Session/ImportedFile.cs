using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Session;

/// <summary>A file that a cell brings in by <c>#!import</c>.</summary>
internal static class ImportedFile
{
    private static readonly string[] Notebooks = [".ipynb", DibReader.Extension];
    private static readonly string[] Scripts = [".cs", ".csx"];

    /// <summary>The full path of a file as a cell names it: from the file that the cell stands in, if it stands in one that has such a file beside it, or from the session's folder.</summary>
    public static string Find(string name, CellCode cell, string folder)
    {
        // Windows' way to write a path is read everywhere: notebooks travel.
        string path = OperatingSystem.IsWindows() ? name : name.Replace('\\', '/');
        string file = Path.GetFullPath(path, folder);
        return Path.IsPathRooted(cell.Path) && Path.GetFullPath(path, Path.GetDirectoryName(cell.Path)!) is var beside && (File.Exists(beside) || !File.Exists(file)) ? beside : file;
    }

    /// <summary>The code of a file: a notebook's code cells, or all of a script as one.</summary>
    /// <exception cref="NotebookFormatException">The file is of no kind that can be imported, or not what its name says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<CellCode>> ReadAsync(string path, string folder, CancellationToken cancellationToken)
    {
        string name = Path.GetRelativePath(folder, path);
        string extension = Path.GetExtension(path);
        if (!File.Exists(path)) { throw new FileNotFoundException($"there is no file {path}.", path); }
        if (Scripts.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            return [new CellCode(name, await File.ReadAllTextAsync(path, cancellationToken)) { Path = path }];
        }
        if (!Notebooks.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new NotebookFormatException($"{path} cannot be imported: there are notebooks ({string.Join(", ", Notebooks)}) and C# ({string.Join(", ", Scripts)}); this kernel runs C# only.");
        }
        Notebook notebook = await NotebookReader.LoadAsync(path, cancellationToken);
        NotebookLanguage.RequireCSharp(notebook, path);
        return [.. notebook.CodeCells.Select((cell, i) => (Cell: cell, Number: i + 1)).Where(entry => !entry.Cell.IsBlank)
            .Select(entry => new CellCode($"{name}, cell {entry.Number}", CellLanguage.Text(entry.Cell)) { Path = $"{path}, cell {entry.Number}" })];
    }
}
