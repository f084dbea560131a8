using System.Globalization;
using Spectre.Console;

namespace LlmNotebooks.Cli.Output;

/// <summary>A table for people, as plain as the terminal or file that it goes to.</summary>
internal sealed class TextTable
{
    private const string Missing = "–";

    private readonly List<string> _titles = [];
    private readonly Table _table = new Table().Border(TableBorder.Simple);

    /// <summary>Adds a column of text.</summary>
    public TextTable Text(string title)
    {
        _titles.Add(title);
        _table.AddColumn(new TableColumn(Markup.Escape(title)).NoWrap());
        return this;
    }

    /// <summary>Adds a column of numbers.</summary>
    public TextTable Number(string title)
    {
        _titles.Add(title);
        _table.AddColumn(new TableColumn(Markup.Escape(title)).RightAligned().NoWrap());
        return this;
    }

    /// <summary>Adds a row; a null cell is missing and shown so.</summary>
    public void Row(params string?[] cells) => _table.AddRow([.. cells.Select(cell => Markup.Escape(cell ?? Missing))]);

    /// <summary>Prints the table.</summary>
    public void Write(TextWriter output)
    {
        bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!terminal) { console.Profile.Width = int.MaxValue / 4; }
        // Without titles a header is an empty line and a rule.
        if (_titles.TrueForAll(string.IsNullOrEmpty)) { _table.HideHeaders(); }
        console.Write(_table);
    }

    /// <summary>A number with so many decimals; null stays missing.</summary>
    public static string? Fixed(double? value, int decimals) => value?.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A whole number with thousands separated.</summary>
    public static string? Whole(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture);
}
