using System.CommandLine;

namespace LlmNotebooks.Cli.Options;

/// <summary>--json and --csv of a command whose result is a table.</summary>
internal sealed class FormatOptions
{
    private const string AsCsv = "--as-csv";

    private readonly Option<bool> _json;
    private readonly Option<bool> _csv;

    /// <param name="json">What --json prints.</param>
    /// <param name="csv">What --csv prints.</param>
    /// <param name="readsCsv">Whether --csv names a file that the command reads; its result as CSV then has the longer name alone.</param>
    public FormatOptions(string json = "Prints the result as JSON.", string csv = "Prints the table as CSV, and everything else to stderr.", bool readsCsv = false)
    {
        _json = new("--json") { Description = json };
        _csv = readsCsv ? new(AsCsv) : new("--csv", AsCsv);
        _csv.Description = csv;
    }

    /// <summary>Adds both options; together they are wrong usage.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv)) { result.AddError($"--json and {_csv.Name} are two forms of one result; choose one."); }
        });
    }

    public OutputFormat Read(ParseResult parsed) => parsed.GetValue(_json) ? OutputFormat.Json : parsed.GetValue(_csv) ? OutputFormat.Csv : OutputFormat.Text;
}
