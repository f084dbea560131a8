using System.CommandLine;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands;

/// <summary>What of a data set's samples is sent: template, choices and examples, alike in every command that sends or shows it.</summary>
internal sealed class PromptOptions(DatasetOptions data)
{
    private readonly Option<string?> _template = new("--template") { Description = "A text with {{input}}, {{choices}}, {{letters}}, {{category}} and any further field, in which each sample is sent. Default: the input; of samples with choices, these and the request for a letter.", HelpName = "FILE" };
    private readonly Option<bool> _shuffle = new("--shuffle-choices") { Description = "Shuffles the choices of each sample, by the seed." };
    private readonly Option<bool> _rotate = new("--rotate-choices") { Description = "Sends each sample once with each of its choices as A, to see whether a model prefers a place." };
    private readonly Option<int?> _shots = new("--shots") { Description = "How many solved examples stand before each question, by the seed. Needs --shots-from.", HelpName = "N" };
    private readonly Option<string?> _shotsFrom = new("--shots-from") { Description = "Where the examples are drawn from, with the same fields as the data; best another part of it. A sample never gets itself.", HelpName = "FILE" };
    private readonly Option<bool> _shotsOfCategory = new("--shots-same-category") { Description = "Draws the examples from the sample's category only." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_template, _shuffle, _rotate, _shots, _shotsFrom, _shotsOfCategory]) { command.Options.Add(option); }
    }

    /// <summary>The samples as they are sent.</summary>
    public Dataset Apply(ParseResult parsed, Dataset dataset, long seed)
    {
        (int? shots, string? from) = (parsed.GetValue(_shots), parsed.GetValue(_shotsFrom));
        if (shots is null != from is null) { throw new UsageException("--shots N and --shots-from FILE go together."); }
        if (shots is null && parsed.GetValue(_shotsOfCategory)) { throw new UsageException("--shots-same-category belongs to --shots."); }
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
