using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

/// <summary>What each metric states of itself.</summary>
public sealed class MetricFactsTests
{
    public static TheoryData<string> Names() => [.. TextMetrics.All.Select(info => info.Name)];

    // Each metric with its defaults, and the same with one thing changed at a time: every row is another metric.
    private static MetricInfo[][] Families() =>
    [
        [new ExactMatch().Info, new ExactMatch { Trim = false }.Info, new ExactMatch { CollapseWhiteSpace = true }.Info, new ExactMatch { IgnoreCase = true }.Info],
        [new SquadExactMatch().Info],
        [new Contains().Info, new Contains { All = true }.Info, new Contains { Trim = false }.Info, new Contains { IgnoreCase = true }.Info],
        [new RegexMatch().Info, new RegexMatch("^a").Info, new RegexMatch("^b").Info, new RegexMatch("^a", ignoreCase: true).Info, new RegexMatch("^a") { Name = "a" }.Info],
        [new NumericMatch().Info, new NumericMatch { AbsoluteTolerance = 0.1 }.Info, new NumericMatch { RelativeTolerance = 0.1 }.Info, new NumericMatch { DecimalComma = true }.Info],
        [new ChoiceMatch().Info],
        [new JsonEquality().Info, new JsonEquality { StripCodeFence = false }.Info, new JsonEquality { Tolerance = 0.1 }.Info],
        [new TokenF1().Info],
        [new MeaiTokenF1().Info],
        [new Jaccard().Info],
        [new Levenshtein().Info, new Levenshtein { IgnoreCase = true }.Info],
        [new Gleu().Info, new Gleu { Tokenization = Tokenization.Meai }.Info, new Gleu { Lowercase = true }.Info],
        [new CorpusGleu().Info, new CorpusGleu { Tokenization = Tokenization.Meai }.Info, new CorpusGleu { Lowercase = true }.Info],
        [.. Enum.GetValues<RougeKind>().SelectMany(kind => (MetricInfo[])[new Rouge(kind).Info, new Rouge(kind) { Stem = true }.Info])],
        [.. Bleus().Select(options => new Bleu { Options = options }.Info), new Bleu { Name = "other" }.Info, new Bleu { Options = new() { EffectiveOrder = false } }.Info],
        [.. Bleus().Select(options => new CorpusBleu { Options = options }.Info), new CorpusBleu { Options = new() { EffectiveOrder = true } }.Info],
        [.. ChrFs().Select(options => new ChrF { Options = options }.Info)],
        [.. ChrFs().Select(options => new CorpusChrF { Options = options }.Info)],
    ];

    [Fact]
    public void Every_metric_of_the_catalog_is_among_those_looked_at() =>
        Assert.Empty(TextMetrics.All.Select(info => info.Name).Except(Families().SelectMany(family => family).Select(info => info.Name), StringComparer.Ordinal));

    [Fact]
    public void Each_parameter_makes_another_metric_and_the_same_ones_the_same()
    {
        string[] once = [.. Families().SelectMany(family => family).Select(info => info.Identity)], again = [.. Families().SelectMany(family => family).Select(info => info.Identity)];

        Assert.Equal(once.Length, once.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(once, again);
    }

    [Fact]
    public void All_parameters_are_stated_whether_or_not_they_are_given() => Assert.All(Families(), family =>
        Assert.All(family, info => Assert.Equal(family[0].Parameters.Keys.Order(StringComparer.Ordinal), info.Parameters.Keys.Order(StringComparer.Ordinal))));

    [Fact]
    public void What_a_default_comes_to_is_what_counts()
    {
        Assert.Equal(new Bleu().Info.Identity, new Bleu { Options = new() { EffectiveOrder = true } }.Info.Identity);
        Assert.Equal(
            new Bleu { Options = new() { Smoothing = BleuSmoothing.Floor } }.Info.Identity,
            new Bleu { Options = new() { Smoothing = BleuSmoothing.Floor, SmoothingValue = 0.1 } }.Info.Identity);
        Assert.Equal("regex 1 {\"ignore_case\":false,\"pattern\":\"^a\"}", new RegexMatch("^a").Info.Identity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_catalog_and_a_made_metric_agree(string name)
    {
        MetricInfo told = TextMetrics.Find(name)!, made = told.IsCorpus ? TextMetrics.CreateCorpus(name).Info : TextMetrics.Create(name).Info;

        Assert.Equal((told.Name, told.Minimum, told.Maximum, told.Better, told.PassMark, told.IsCorpus), (made.Name, made.Minimum, made.Maximum, made.Better, made.PassMark, made.IsCorpus));
        Assert.Equal(told.Identity, made.Identity);
        Assert.Same(told, TextMetrics.All.Single(info => string.Equals(info.Name, name, StringComparison.Ordinal)));
    }

    // sacreBLEU's BLEU and chrF go to 100, everything else to 1; what is right or wrong passes at 1.
    [Fact]
    public void Ranges_and_pass_marks_are_those_of_the_definitions()
    {
        string[] matches = ["exact-match", "squad-exact-match", "contains", "contains-all", "regex", "numeric-match", "choice", "json-equality"];
        string[] percents = ["bleu", "chrf", "chrf++", "corpus-bleu", "corpus-chrf", "corpus-chrf++"];

        Assert.All(TextMetrics.All, info =>
        {
            Assert.Equal((0, percents.Contains(info.Name, StringComparer.Ordinal) ? 100 : 1), (info.Minimum, info.Maximum));
            Assert.Equal(matches.Contains(info.Name, StringComparer.Ordinal) ? 1 : null, info.PassMark);
            // What numbers and letters are read from is more than it was.
            Assert.Equal(info.Name is "numeric-match" or "choice" ? "2" : "1", info.Version);
        });
    }

    [Fact]
    public void Facts_are_made_once()
    {
        Bleu bleu = new();

        Assert.Same(bleu.Info, bleu.Info);
        Assert.Same(bleu.Info, Assert.Single(((IScorer)bleu).Metrics));
    }

    private static BleuOptions[] Bleus() =>
    [
        new(), new() { Tokenization = Tokenization.WhiteSpace }, new() { Lowercase = true }, new() { MaxOrder = 2 }, new() { Smoothing = BleuSmoothing.None }, new() { Smoothing = BleuSmoothing.AddK },
        new() { Smoothing = BleuSmoothing.AddK, SmoothingValue = 2 }, new() { Smoothing = BleuSmoothing.Floor },
    ];

    private static ChrFOptions[] ChrFs() =>
        [new(), ChrFOptions.PlusPlus, new() { CharacterOrder = 4 }, new() { Beta = 1 }, new() { Lowercase = true }, new() { WhiteSpace = true }, new() { EpsilonSmoothing = true }];
}
