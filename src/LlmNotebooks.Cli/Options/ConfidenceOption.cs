using System.CommandLine;

namespace LlmNotebooks.Cli.Options;

/// <summary>--confidence, alike in every command that has it.</summary>
internal static class ConfidenceOption
{
    public static Option<double> Create() => NumberOption.WithDefault(
        "--confidence", "Confidence level of the intervals, between 0 and 1.", "LEVEL", 0.95, new NumberRule<double>("lie between 0 and 1 (for instance 0.95)", level => level is > 0 and < 1));
}
