using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class TextMetricsTests
{
    public static TheoryData<string> Singles() => [.. TextMetrics.All.Where(info => !info.IsCorpus).Select(info => info.Name)];

    public static TheoryData<string> Corpora() => [.. TextMetrics.All.Where(info => info.IsCorpus).Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Singles))]
    public void A_metric_is_made_by_its_name(string name)
    {
        Assert.Equal(name, TextMetrics.Create(name).Info.Name);
        Assert.Equal(name, TextMetrics.Find(name)!.Name);
        Assert.Throws<ArgumentException>(() => TextMetrics.CreateCorpus(name));
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void A_metric_of_a_corpus_is_made_by_its_name_and_is_none_of_an_answer(string name)
    {
        Assert.Equal(name, TextMetrics.CreateCorpus(name).Info.Name);
        string message = Assert.Throws<ArgumentException>(() => TextMetrics.Create(name)).Message;
        Assert.Contains($"take {name["corpus-".Length..]}", message, StringComparison.Ordinal);
        Assert.NotNull(TextMetrics.Find(name["corpus-".Length..]));
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public async Task Without_references_every_metric_is_missing(string name) =>
        Assert.Equal("the sample has no target", (await TextMetrics.Create(name).ScoreAsync("an answer")).Reason);

    [Theory]
    [MemberData(nameof(Singles))]
    public async Task The_stated_maximum_is_reached_by_a_reference_itself(string name)
    {
        string text = name switch { "choice" => "B", "numeric-match" => "42", "json-equality" => """{"a":[1,2]}""", _ => "the quick brown fox jumps" };

        Assert.Equal(TextMetrics.Find(name)!.Maximum, (await TextMetrics.Create(name).ScoreAsync(text, text)).Value!.Value, 1e-12);
    }

    [Fact]
    public void Unknown_names_and_options_are_refused_with_those_that_there_are()
    {
        Assert.Contains("exact-match", Assert.Throws<ArgumentException>(() => TextMetrics.Create("accuracy")).Message, StringComparison.Ordinal);
        Assert.Null(TextMetrics.Find("accuracy"));
        string message = Assert.Throws<ArgumentException>(() => TextMetrics.Create("exact-match", new() { Stem = true })).Message;
        Assert.Contains("no option Stem", message, StringComparison.Ordinal);
        Assert.Contains("IgnoreCase", message, StringComparison.Ordinal);
        Assert.Contains("takes no value", Assert.Throws<ArgumentException>(() => TextMetrics.Create("bleu", new() { SmoothingValue = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_change_what_they_say()
    {
        Assert.Equal(1, (await TextMetrics.Create("exact-match", new() { IgnoreCase = true }).ScoreAsync("A", "a")).Value);
        Assert.Equal(1, (await TextMetrics.Create("numeric-match", new() { Tolerance = 1 }).ScoreAsync("41", "42")).Value);
        Assert.Equal(1, (await TextMetrics.Create("rouge-1", new() { Stem = true }).ScoreAsync("connected", "connecting")).Value);
        Assert.Equal(100, (await TextMetrics.Create("chrf", new() { IgnoreCase = true }).ScoreAsync("ABC", "abc")).Value);
        Assert.Equal(Bleu.Sentence("a b c", ["a c b"], new() { Smoothing = BleuSmoothing.AddK, SmoothingValue = 2, MaxOrder = 2, Tokenization = Tokenization.WhiteSpace }).Value,
            (await TextMetrics.Create("bleu", new() { Smoothing = BleuSmoothing.AddK, SmoothingValue = 2, MaxOrder = 2, Tokenization = Tokenization.WhiteSpace }).ScoreAsync("a b c", "a c b")).Value);
    }

    [Fact]
    public void Every_metric_tells_its_range_and_source() => Assert.All(TextMetrics.All, info =>
    {
        Assert.True(info.Minimum < info.Maximum);
        Assert.Equal(Better.Higher, info.Better);
        Assert.NotEmpty(info.Source!);
        Assert.NotEmpty(info.Summary!);
    });
}
