using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Options;

/// <summary>What of a data set's samples is sent: template, choices and examples, alike in every command that sends or shows it.</summary>
internal sealed class PromptOptions(DatasetOptions data)
{
    private readonly Option<string?> _template = new("--template") { Description = "A text file with {{input}}, {{choices}}, {{letters}}, {{category}} or any other field, filled in for each sample and sent. Default: the input; for samples with choices, also the choices and a request to answer with a letter.", HelpName = "FILE" };
    private readonly Option<bool> _shuffle = new("--shuffle-choices") { Description = "Shuffles each sample's choices, using the seed." };
    private readonly Option<bool> _rotate = new("--rotate-choices") { Description = "Sends each sample once with each of its choices as A, to show whether a model favours a position." };
    private readonly Option<int?> _shots = NumberOption.Optional<int>("--shots", "Number of solved examples before each question, drawn using the seed. Needs --shots-from.", "N");
    private readonly Option<string?> _shotsFrom = new("--shots-from") { Description = "Data set that the examples are drawn from, with the same fields as the data; ideally another part of it. A sample is never its own example.", HelpName = "FILE" };
    private readonly Option<bool> _shotsOfCategory = new("--shots-same-category") { Description = "Draws the examples only from the sample's own category." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_template, _shuffle, _rotate, _shots, _shotsFrom, _shotsOfCategory]) { command.Options.Add(option); }
    }

    /// <summary>The samples as they are sent.</summary>
    public Dataset Apply(ParseResult parsed, Dataset dataset, long seed)
    {
        (int? shots, string? from) = (parsed.GetValue(_shots), parsed.GetValue(_shotsFrom));
        if (shots is null != from is null) { throw new UsageException("--shots N and --shots-from FILE go together."); }
        if (shots is null && parsed.GetValue(_shotsOfCategory)) { throw new UsageException("--shots-same-category needs --shots."); }
        PromptTemplate? template = parsed.GetValue(_template) is { } file ? Template(file) : null;
        Dataset? examples = from is null ? null : data.Load(parsed, from);
        return UsageException.Check(() =>
        {
            bool shuffled = parsed.GetValue(_shuffle);
            Dataset asked = shuffled ? dataset.ShuffleChoices(seed) : dataset;
            asked = Asked(parsed.GetValue(_rotate) ? asked.RotateChoices() : asked, template);
            return examples is null ? asked
                : asked.WithExamples(Asked(shuffled ? examples.ShuffleChoices(seed) : examples, template), shots!.Value, seed, new ExampleOptions { SameCategory = parsed.GetValue(_shotsOfCategory) });
        });
    }

    private static Dataset Asked(Dataset dataset, PromptTemplate? template) =>
        template is not null ? dataset.WithTemplate(template)
        : dataset.Samples.Any(sample => sample.Choices.Count > 0) ? dataset.AsMultipleChoice()
        : dataset;

    private static PromptTemplate Template(string file)
    {
        PriceOptions.RequireFile(file, "--template");
        return UsageException.Check(() => PromptTemplate.Load(file));
    }
}
