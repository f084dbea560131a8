using System.Text.Json;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class MetricRegistryTests
{
    [Fact]
    public void Text_metrics_are_there_with_their_options()
    {
        string[] singles = [.. TextMetrics.All.Where(info => !info.IsCorpus).Select(info => info.Name)];

        Assert.Equal(singles, MetricRegistry.Names.Take(singles.Length));
        Assert.All(singles, name =>
        {
            IMetricFactory factory = MetricRegistry.Find(name)!;
            Assert.Equal(TextMetrics.Find(name)!.Summary, factory.Summary);
            Assert.Equal(TextMetrics.Find(name)!.Options.Count, factory.Options.Count);
            Assert.Equal(TextMetrics.Create(name).Info.Identity, Info(name).Identity);
        });
    }

    [Theory]
    [InlineData("exact-match", "ignore_case", "true")]
    [InlineData("exact-match", "collapse-whitespace", "True")]
    [InlineData("exact-match", "collapse_white_space", "true")]
    [InlineData("regex", "pattern", "^a,b$")]
    [InlineData("numeric-match", "tolerance", "0.5")]
    [InlineData("numeric-match", "relative-tolerance", "1e-3")]
    [InlineData("numeric-match", "decimal_comma", "true")]
    [InlineData("rouge-l", "stem", "true")]
    [InlineData("bleu", "tokenization", "char")]
    [InlineData("bleu", "tokenization", "Characters")]
    [InlineData("bleu", "smoothing", "add_k")]
    [InlineData("bleu", "max-order", "2")]
    public void An_option_makes_another_metric(string name, string option, string value)
    {
        MetricInfo made = Info(name, (option, value)), plain = Info(name);

        Assert.False(made.IsSame(plain));
        Assert.Equal(1, made.Parameters.Count(pair => !Equals(pair.Value, plain.Parameters[pair.Key])) - (value == "add_k" ? 1 : 0));
    }

    // What a run notes of its metric makes the same metric again.
    [Fact]
    public void Options_are_named_as_the_parameters_are() => Assert.All(MetricRegistry.Names.Where(name => TextMetrics.Find(name) is not null), name =>
        Assert.Empty(MetricRegistry.Find(name)!.Options.Except(Info(name).Parameters.Keys, StringComparer.Ordinal)));

    [Theory]
    [InlineData("exact-match", "ignore_case", "true")]
    [InlineData("regex", "pattern", "^a,b$")]
    [InlineData("numeric-match", "tolerance", "0.5")]
    [InlineData("bleu", "smoothing", "add-k")]
    [InlineData("chrf", "ignore_case", "true")]
    public void Facts_that_were_stored_make_the_same_metric_again(string name, string option, string value)
    {
        MetricInfo[] infos = [Info(name, (option, value)), .. MetricRegistry.Names.Where(other => TextMetrics.Find(other) is not null && other != name).Select(other => Info(other))];
        MetricInfo[] stored = [.. infos.Select(info => info with { Parameters = info.Parameters.ToDictionary(pair => pair.Key, pair => (object?)JsonSerializer.SerializeToElement(pair.Value)) })];

        Assert.Equal(infos.Select(info => info.Identity), MetricRegistry.Restore(stored).Select(scorer => Assert.Single(scorer.Metrics).Identity));
    }

    [Fact]
    public void Several_scores_of_one_scorer_are_restored_by_one_that_is_made_once()
    {
        const string Name = "stored-several";
        MetricRegistry.Register(Name, () => new Several());
        try
        {
            IReadOnlyList<IScorer> scorers = MetricRegistry.Restore([.. new Several().Metrics, Info("exact-match")]);

            Assert.IsType<Several>(scorers[0]);
            Assert.Equal(["several-first", "several-second", "exact-match"], scorers.SelectMany(scorer => scorer.Metrics).Select(metric => metric.Name));
        }
        finally
        {
            MetricRegistry.Remove(Name);
        }
    }

    [Fact]
    public void What_nobody_makes_is_refused_by_name() =>
        Assert.Contains("There is no metric of-nobody", Assert.Throws<ArgumentException>(() => MetricRegistry.Restore([new MetricInfo { Name = "of-nobody" }])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("numeric-match", "tolerance", "0,5", "point")]
    [InlineData("numeric-match", "relative_tolerance", "0,5", "point")]
    [InlineData("json-equality", "tolerance", "NaN", "number")]
    [InlineData("numeric-match", "tolerance", "1_000", "number")]
    [InlineData("bleu", "max_order", "2,0", "whole number")]
    [InlineData("bleu", "max_order", "2.5", "whole number")]
    [InlineData("bleu", "smoothing_value", "1,5", "point")]
    [InlineData("bleu", "tokenization", "14a", "13a")]
    [InlineData("bleu", "smoothing", "more", "add-k")]
    [InlineData("exact-match", "ignore_case", "yes", "true or false")]
    public void A_value_that_is_none_is_refused_with_the_name_of_the_option(string name, string option, string value, string told)
    {
        string message = Assert.Throws<ArgumentException>(() => Info(name, (option, value))).Message;

        Assert.Contains(option, message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_refused_with_what_there_is()
    {
        string metric = Assert.Throws<ArgumentException>(() => MetricRegistry.Create("accuracy")).Message, option = Assert.Throws<ArgumentException>(() => Info("exact-match", ("stem", "true"))).Message;

        Assert.All((string[])["accuracy", "exact-match", "levenshtein"], name => Assert.Contains(name, metric, StringComparison.Ordinal));
        Assert.All((string[])["stem", "ignore_case", "collapse_whitespace"], name => Assert.Contains(name, option, StringComparison.Ordinal));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Info("exact-match", ("ignore_case", "true"), ("ignore-case", "false"))).Message, StringComparison.Ordinal);
        Assert.Contains("all answers together", Assert.Throws<ArgumentException>(() => MetricRegistry.Create("corpus-bleu")).Message, StringComparison.Ordinal);
        Assert.Null(MetricRegistry.Find("accuracy"));
    }

    [Fact]
    public async Task What_is_registered_is_made_by_its_name_with_its_options()
    {
        MetricRegistry.Register(new Keywords("registered-keywords"));

        IMetric made = Assert.IsAssignableFrom<IMetric>(MetricRegistry.Create("registered-keywords", new Dictionary<string, string>(StringComparer.Ordinal) { ["Key-Word"] = "refund" }));

        Assert.Equal(1, (await made.ScoreAsync("a refund")).Value);
        Assert.Equal("refund", made.Info.Parameters["pattern"]);
        Assert.Contains("registered-keywords", MetricRegistry.Names);
        Assert.Contains("no option other", Assert.Throws<ArgumentException>(() => Info("registered-keywords", ("other", "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_is_enough_and_makes_a_new_one_each_time()
    {
        MetricRegistry.Register("registered-function", () => new ExactMatch());

        Assert.NotSame(MetricRegistry.Create("registered-function"), MetricRegistry.Create("registered-function"));
        Assert.Contains("it has none", Assert.Throws<ArgumentException>(() => Info("registered-function", ("ignore_case", "true"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_one_source()
    {
        MetricRegistry.Register(new Keywords("registered-once"));
        MetricRegistry.Register(new Keywords("registered-once"));

        Assert.Single(MetricRegistry.Names, name => string.Equals(name, "registered-once", StringComparison.Ordinal));
        string message = Assert.Throws<ArgumentException>(() => MetricRegistry.Register("registered-once", () => new ExactMatch())).Message;
        Assert.Contains(typeof(Keywords).FullName!, message, StringComparison.Ordinal);
        Assert.Contains(typeof(MetricRegistryTests).FullName + " of LlmNotebooks.Core.Tests", message, StringComparison.Ordinal);
        Assert.All((string[])["exact-match", "corpus-bleu"], name =>
            Assert.Contains("one from this library", Assert.Throws<ArgumentException>(() => MetricRegistry.Register(new Keywords(name))).Message, StringComparison.Ordinal));
        Assert.ThrowsAny<ArgumentException>(() => MetricRegistry.Register(new Keywords(" ")));
    }

    [Fact]
    public void A_name_that_is_taken_back_is_free()
    {
        MetricRegistry.Register("registered-again", () => new ExactMatch());

        Assert.True(MetricRegistry.Remove("registered-again"));
        Assert.False(MetricRegistry.Remove("registered-again"));
        Assert.False(MetricRegistry.Remove("exact-match"));
        Assert.Null(MetricRegistry.Find("registered-again"));
        MetricRegistry.Register(new Keywords("registered-again"));
        Assert.NotNull(MetricRegistry.Find("exact-match"));
    }

    [Fact]
    public void Many_threads_may_register_and_make()
    {
        Parallel.For(0, 200, i =>
        {
            MetricRegistry.Register(new Keywords($"registered-{i % 50}-parallel"));
            Assert.NotNull(MetricRegistry.Create($"registered-{i % 50}-parallel"));
            Assert.Contains("exact-match", MetricRegistry.Names);
        });

        Assert.Equal(50, MetricRegistry.Names.Count(name => name.EndsWith("-parallel", StringComparison.Ordinal)));
    }

    private static MetricInfo Info(string name, params (string Name, string Value)[] options) =>
        Assert.Single(MetricRegistry.Create(name, options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal)).Metrics);

    private sealed class Keywords(string name) : IMetricFactory
    {
        public string Name => name;

        public IReadOnlyList<string> Options => ["key_word"];

        public IScorer Create(IReadOnlyDictionary<string, string> options) => new RegexMatch(options.GetValueOrDefault("key_word", "."));
    }

    private sealed class Several : IScorer
    {
        public IReadOnlyList<MetricInfo> Metrics { get; } = [new() { Name = "several-first" }, new() { Name = "several-second" }];

        public ValueTask<IReadOnlyList<Score>> ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken = default) => new([Score.Of(0), Score.Of(1)]);
    }
}
