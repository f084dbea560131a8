using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Options;

/// <summary>--as NAME=M: whose price a model has.</summary>
internal sealed class PricedAsOption
{
    private readonly Option<string[]> _as = new("--as") { Description = "Which price applies to a model: NAME=model or NAME=provider/model; may be repeated. Default: the price under its own name.", HelpName = "NAME=M" };

    public void AddTo(Command command) => command.Options.Add(_as);

    /// <summary>The prices by candidate.</summary>
    /// <exception cref="UsageException">An item is not of that form, or names no candidate.</exception>
    public Func<RunCandidate, PricedAs> Read(ParseResult parsed, IReadOnlyCollection<string> candidates, ServiceLevel level = ServiceLevel.Standard)
    {
        Dictionary<string, PricedAs> names = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(_as) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } model]) { throw new UsageException($"--as {text}: write NAME=provider/model."); }
            if (!candidates.Contains(name)) { throw new UsageException($"--as {text}: there is no model '{name}'; the models are {string.Join(", ", candidates)}."); }
            names[name] = new PricedAs(null, model, level);
        }

        return candidate => names.GetValueOrDefault(candidate.Name) ?? PricedAs.Itself(candidate) with { Level = level };
    }
}
