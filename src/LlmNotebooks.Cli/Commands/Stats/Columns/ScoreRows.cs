using System.CommandLine;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--model, --item, --score, --repetition and --cluster: a score a row, in the columns that llmnb compare --csv reads.</summary>
internal sealed class ScoreRows
{
    private readonly Option<string> _model = Of("--model", "Column of the model.", "model");
    private readonly Option<string> _item = Of("--item", "Column of the item, by which models are paired.", "item");
    private readonly Option<string> _score = Of("--score", "Column of the score.", "score");
    private readonly Option<string?> _repetition = Column.Named("--repetition", "Column of the repetition.");
    private readonly Option<string?> _cluster = Column.Named("--cluster", "Column of the cluster. Default: each item is its own cluster.");

    public IEnumerable<Option> Options => [_model, _item, _score, _repetition, _cluster];

    /// <summary>The scores of the file.</summary>
    public ScoreTable Read(ParseResult parsed, string file) =>
        ScoreTable.Load(file, new ScoreColumns(parsed.GetValue(_model)!, parsed.GetValue(_item)!, parsed.GetValue(_score)!, parsed.GetValue(_repetition), parsed.GetValue(_cluster)));

    private static Option<string> Of(string name, string description, string otherwise) => new(name) { Description = description, HelpName = "COL", DefaultValueFactory = _ => otherwise };
}
