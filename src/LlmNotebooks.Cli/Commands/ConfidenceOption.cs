using System.CommandLine;

namespace LlmNotebooks.Cli.Commands;

/// <summary>--confidence, alike in every command that has it.</summary>
internal static class ConfidenceOption
{
    public static Option<double> Create()
    {
        Option<double> option = new("--confidence") { Description = "Level of the intervals, between 0 and 1.", HelpName = "LEVEL", DefaultValueFactory = _ => 0.95 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1)) { result.AddError("--confidence must lie between 0 and 1, for instance 0.95."); }
        });
        return option;
    }
}
