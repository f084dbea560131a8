using System.CommandLine;
using System.Text.RegularExpressions;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Options;

/// <summary>How a data set's file is written and which of its fields mean what, alike in every command that reads one.</summary>
internal sealed partial class DatasetOptions
{
    private static readonly Dictionary<string, DatasetFormat> Formats = new(StringComparer.Ordinal)
    {
        ["jsonl"] = DatasetFormat.JsonLines,
        ["json"] = DatasetFormat.Json,
        ["csv"] = DatasetFormat.Csv,
        ["comma"] = DatasetFormat.CommaSeparated,
        ["semicolon"] = DatasetFormat.SemicolonSeparated,
        ["tab"] = DatasetFormat.TabSeparated,
        ["parquet"] = DatasetFormat.Parquet,
        ["yaml"] = DatasetFormat.Yaml,
    };

    private static readonly Dictionary<string, AnswerForm> Forms = new(StringComparer.Ordinal)
    {
        ["index0"] = AnswerForm.Index0,
        ["index1"] = AnswerForm.Index1,
        ["letter"] = AnswerForm.Letter,
        ["label"] = AnswerForm.Label,
        ["text"] = AnswerForm.Text,
    };

    private readonly Option<string?> _input = Field("input", "what is asked. Default: input, prompt or question; in a file without them, one that public data sets use.");
    private readonly Option<string?> _target = Field("target", "the expected answer or answers; for a choice, its text, its letter, or its number counted from 0 (see --answers). Default: target, expected or answer; in a file without them, one that public data sets use (ideal, answerKey, output, label …).");
    private readonly Option<string?> _references = Field("references", "all correct answers. Default: references, targets or answers.");
    private readonly Option<string[]> _choices = new("--choices-field") { Description = "Field that holds the choices; repeated, each names the field of one choice. Default: choices or options, or a row of fields like choice0, option_a or A, B, C.", HelpName = "NAME" };
    private readonly Option<string?> _messages = Field("messages", "chat messages. Default: messages, or the input where it holds messages.");
    private readonly Option<string?> _system = Field("system", "a sample's own system prompt. Default: system or system_prompt.");
    private readonly Option<string?> _id = Field("id", "the id. Default: id; without one, samples are numbered.");
    private readonly Option<string?> _category = Field("category", "the category. Default: category.");
    private readonly Option<string?> _cluster = Field("cluster", "the cluster. Default: cluster or item.");
    private readonly Option<string?> _template = Field("template", "the wording within a cluster. Default: template.");
    private readonly Option<string?> _context = Field("context", "a text sent before the question, a blank line between them: the passage that it is about.");
    private readonly Option<string?> _rows = Field("rows", "the array of samples, in a file that is one JSON object. Default: the only one, or the one named rows, examples, samples, data or questions.");
    private readonly Option<string?> _answers = new("--answers") { Description = $"How an answer says which choice is right: {string.Join(", ", Forms.Keys)}. Default: by what it is; one that could mean two choices is an error.", HelpName = "FORM" };
    private readonly Option<string?> _separator = new("--list-separator") { Description = "What separates the answers or choices of a list in one text, for instance ; for a; b; c.", HelpName = "TEXT" };
    private readonly Option<string?> _columns = new("--columns") { Description = "Names of the columns of a CSV file without a header line, separated by commas: input,A,B,C,D,target.", HelpName = "NAMES" };
    private readonly Option<string?> _format = new("--format") { Description = $"Format of the data: {string.Join(", ", Formats.Keys)}. Default: by the file's extension.", HelpName = "FORMAT" };

    public DatasetOptions()
    {
        _format.AcceptOnlyFromAmong([.. Formats.Keys]);
        _answers.AcceptOnlyFromAmong([.. Forms.Keys]);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_format, _input, _target, _references, _choices, _answers, _separator, _messages, _context, _system, _id, _category, _cluster, _template, _rows, _columns]) { command.Options.Add(option); }
    }

    /// <summary>The data set of a file.</summary>
    /// <exception cref="InvalidDataException">The file is none; the message has file, line, field and the option that helps.</exception>
    public Dataset Load(ParseResult parsed, string path)
    {
        try
        {
            return Dataset.Load(path, Fields(parsed), Format(parsed));
        }
        catch (DatasetFormatException exception)
        {
            throw new InvalidDataException(Localised(exception.Message), exception);
        }
    }

    public DatasetCheck Check(ParseResult parsed, string path, int limit) => Dataset.Check(path, Fields(parsed), Format(parsed), limit);

    /// <summary>A message of the library with the options of this command line for its properties.</summary>
    public static string Localised(string message) => Property().Replace(message, match => match.Groups["name"].Value switch
    {
        nameof(DatasetFields.Answers) => "--answers",
        nameof(DatasetFields.Columns) => "--columns",
        nameof(DatasetFields.ListSeparator) => "--list-separator",
        { } name => $"--{name.ToLowerInvariant()}-field",
    });

    private static Option<string?> Field(string name, string what) => new($"--{name}-field") { Description = $"Field that holds {what}", HelpName = "NAME" };

    [GeneratedRegex(@"DatasetFields\.(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Property();

    private DatasetFields Fields(ParseResult parsed) => new()
    {
        Input = parsed.GetValue(_input),
        Target = parsed.GetValue(_target),
        References = parsed.GetValue(_references),
        Choices = parsed.GetValue(_choices) switch { null or [] => null, [""] => [], { } names => names },
        Messages = parsed.GetValue(_messages),
        System = parsed.GetValue(_system),
        Id = parsed.GetValue(_id),
        Category = parsed.GetValue(_category),
        Cluster = parsed.GetValue(_cluster),
        Template = parsed.GetValue(_template),
        Context = parsed.GetValue(_context),
        Rows = parsed.GetValue(_rows),
        Answers = parsed.GetValue(_answers) is { } form ? Forms[form] : AnswerForm.Any,
        ListSeparator = parsed.GetValue(_separator),
        Columns = parsed.GetValue(_columns)?.Split(',', StringSplitOptions.TrimEntries),
    };

    private DatasetFormat Format(ParseResult parsed) => parsed.GetValue(_format) is { } name ? Formats[name] : DatasetFormat.ByExtension;
}
