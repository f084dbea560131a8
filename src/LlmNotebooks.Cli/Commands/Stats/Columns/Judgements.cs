using System.CommandLine;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--csv, --left, --right and --winner: a judgement a row.</summary>
internal sealed class Judgements
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string> _left = Of("--left", "Column of the one side.", "left");
    private readonly Option<string> _right = Of("--right", "Column of the other side.", "right");
    private readonly Option<string> _winner = Of("--winner", "Column of the winner: left, right or tie.", "winner");

    public IEnumerable<Option> Options => [_file, _left, _right, _winner];

    /// <summary>The judgements that are there, in the file's order, and how many rows have none.</summary>
    public (PairwiseJudgement[] Judgements, int Missing) Read(ParseResult parsed)
    {
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        string column = parsed.GetValue(_winner)!;
        IReadOnlyList<string?> left = table.Texts(parsed.GetValue(_left)!), right = table.Texts(parsed.GetValue(_right)!), winner = table.Texts(column);
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => left[row] is not null && right[row] is not null && winner[row] is not null)];
        return ([.. rows.Select(row => new PairwiseJudgement(left[row]!, right[row]!, Winner(winner[row]!, row)))], table.RowCount - rows.Length);

        PairwiseWinner Winner(string cell, int row) => cell.Trim().ToLowerInvariant() switch
        {
            "left" => PairwiseWinner.Left,
            "right" => PairwiseWinner.Right,
            "tie" => PairwiseWinner.Tie,
            _ => throw new CsvTableException($"'{cell}' is not a winner; write left, right or tie.", table.Path, table.LineOf(row), column),
        };
    }

    private static Option<string> Of(string name, string description, string otherwise) => new(name) { Description = description, HelpName = "COL", DefaultValueFactory = _ => otherwise };
}
