using System.CommandLine;

namespace LlmNotebooks.Cli.Commands.Stats;

/// <summary>--seed and --resamples, alike in every test that draws.</summary>
internal sealed class ResamplingOptions
{
    private readonly Option<long> _seed = SeedOption();
    private readonly Option<int> _resamples = new("--resamples") { Description = "How many are drawn.", HelpName = "N", DefaultValueFactory = _ => 10_000 };

    public ResamplingOptions() => _resamples.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 2 or > 100_000_000) { result.AddError("--resamples must be from 2 to 100000000."); }
    });

    /// <summary>--seed alone.</summary>
    public static Option<long> SeedOption() => new("--seed") { Description = "Of the draws: the same gives the same again, on any machine.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public IEnumerable<Option> Options => [_seed, _resamples];

    public long Seed(ParseResult parsed) => parsed.GetValue(_seed);

    public int Resamples(ParseResult parsed) => parsed.GetValue(_resamples);
}
