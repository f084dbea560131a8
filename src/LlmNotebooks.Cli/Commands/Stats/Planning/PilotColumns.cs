using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Planning;

/// <summary>A pilot of both models: a column each, or a score a row.</summary>
internal sealed class PilotColumns
{
    private readonly Option<string?> _file = Column.File(required: false);
    private readonly Option<string?> _a = Column.Named("--a", "The first in the pilot: its column, or with --item its name.");
    private readonly Option<string?> _b = Column.Named("--b", "The second in the pilot.");
    private readonly Option<string?> _item = Column.Named("--item", "Column of the item, where the pilot has one score per row.");
    private readonly Option<string> _model = new("--model") { Description = "With --item: column of the model.", HelpName = "COL", DefaultValueFactory = _ => "model" };
    private readonly Option<string> _score = new("--score") { Description = "With --item: column of the score.", HelpName = "COL", DefaultValueFactory = _ => "score" };
    private readonly Option<string?> _repetition = Column.Named("--repetition", "With --item: column of the repetition.");
    private readonly Option<string?> _cluster = Column.Named("--cluster", "Column of the cluster in the pilot. Default: items are independent.");

    public IEnumerable<Option> Options => [_file, _a, _b, _item, _model, _score, _repetition, _cluster];

    /// <summary>Whether a pilot is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_file) is not null;

    /// <summary>Both models' scores, and what is left out of them.</summary>
    public (IReadOnlyList<ItemScore> A, IReadOnlyList<ItemScore> B, int Missing) Read(ParseResult parsed)
    {
        if (parsed.GetValue(_a) is not { } a || parsed.GetValue(_b) is not { } b) { throw new UsageException("Name the two in the pilot: --a NAME --b NAME."); }
        string file = parsed.GetValue(_file)!;
        string? cluster = parsed.GetValue(_cluster);
        if (parsed.GetValue(_item) is not { } item)
        {
            PairColumns.Pairs pairs = PairColumns.Read(CsvTable.Load(file), a, b);
            (ItemScore[] first, ItemScore[] second) = pairs.Items(cluster);
            return (first, second, pairs.Missing);
        }

        ScoreTable table = ScoreTable.Load(file, new ScoreColumns(parsed.GetValue(_model)!, item, parsed.GetValue(_score)!, parsed.GetValue(_repetition), cluster));
        (IReadOnlyList<ItemScore> ofA, IReadOnlyList<ItemScore> ofB) = UsageException.Check(() => (table.Scores(a), table.Scores(b)));
        return (ofA, ofB, ofA.Concat(ofB).Count(score => score.Score is null));
    }
}
