using System.CommandLine;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--method and --continuity of the rank tests.</summary>
internal sealed class RankOptions
{
    private readonly Option<RankTestMethod> _method = new("--method") { Description = "auto (exact for small samples without ties, otherwise normal), exact or normal.", HelpName = "METHOD", DefaultValueFactory = _ => RankTestMethod.Auto };
    private readonly Option<bool> _continuity;

    public RankOptions(bool continuity) => _continuity = new("--continuity") { Description = "Whether the normal approximation is corrected for continuity: true or false.", HelpName = "TRUTH", DefaultValueFactory = _ => continuity };

    public IEnumerable<Option> Options => [_method, _continuity];

    public RankTestMethod Method(ParseResult parsed) => parsed.GetValue(_method);

    public bool Continuity(ParseResult parsed) => parsed.GetValue(_continuity);
}
