using System.CommandLine;
using LlmNotebooks.Cli.Options;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--seed and --resamples, alike in every test that draws.</summary>
internal sealed class ResamplingOptions
{
    private readonly Option<long> _seed = SeedOption();
    private readonly Option<int> _resamples = NumberOption.WithDefault<int>("--resamples", "Number of resamples.", "N", 10_000, new("be from 2 to 100000000", resamples => resamples is >= 2 and <= 100_000_000));

    /// <summary>--seed alone.</summary>
    public static Option<long> SeedOption() => NumberOption.WithDefault<long>("--seed", "Seed of the resampling: the same seed gives the same result on any machine.", "N", 1);

    public IEnumerable<Option> Options => [_seed, _resamples];

    public long Seed(ParseResult parsed) => parsed.GetValue(_seed);

    public int Resamples(ParseResult parsed) => parsed.GetValue(_resamples);
}
