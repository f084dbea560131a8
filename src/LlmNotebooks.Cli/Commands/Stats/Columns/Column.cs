using System.CommandLine;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>Options that name a file and its columns, alike in every test.</summary>
internal static class Column
{
    // As far as the library takes values.
    private const double Largest = 1e100;

    public static Option<string?> File(bool required = true) => new("--csv") { Description = "The file: separated by comma, semicolon or tab, quoted as in RFC 4180, with a header line.", HelpName = "FILE", Required = required };

    public static Option<string?> Named(string name, string description, bool required = false) => new(name) { Description = description, HelpName = "COL", Required = required };

    /// <summary>The numbers of a column; fails at the cell if one is too large for sums and powers of such to be numbers.</summary>
    public static IReadOnlyList<double?> Numbers(CsvTable table, string column)
    {
        IReadOnlyList<double?> numbers = table.Numbers(column);
        for (int row = 0; row < numbers.Count; row++)
        {
            if (numbers[row] is < -Largest or > Largest) { throw new CsvTableException(FormattableString.Invariant($"{numbers[row]} is beyond ±1e100: sums of such values leave the range of numbers; give them in a larger unit."), table.Path, table.LineOf(row), column); }
        }

        return numbers;
    }

    /// <summary>Fails at the cell if a number is neither 0 nor 1.</summary>
    public static void RequireOutcome(double value, CsvTable table, int row, string column)
    {
        if (value is not (0 or 1)) { throw new CsvTableException(FormattableString.Invariant($"{value} is not an outcome; write 1 for a success and 0 for a failure."), table.Path, table.LineOf(row), column); }
    }
}
