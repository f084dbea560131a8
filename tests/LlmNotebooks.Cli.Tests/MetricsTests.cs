using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_pair_gets_a_line_in_order_with_its_id_as_it_stood()
    {
        string pairs = Write(
            """{"id": "a", "prediction": " Paris\n", "references": ["Paris"]}""",
            """{"id": 7, "prediction": "Rome", "references": ["Lyon", "Rome"]}""",
            """{"id": 1.50, "prediction": "rome", "references": ["Rome"]}""",
            """{"id": "none", "prediction": "x", "references": []}""",
            "",
            """{"id": "null", "prediction": null, "references": ["x"]}""",
            """{"id": "empty", "prediction": "", "references": ["x"], "note": "kept out"}""");

        Finished finished = await ScoreAsync("exact-match", pairs);

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            [
                """{"id":"a","score":1}""",
                """{"id":7,"score":1}""",
                """{"id":1.50,"score":0}""",
                """{"id":"none","missing":"there are no references"}""",
                """{"id":"null","missing":"the prediction is null"}""",
                """{"id":"empty","score":0}""",
            ], finished.Output.TrimEnd('\n').Split('\n'));
    }

    // Figures: sacreBLEU's tests (test_bleu.py) for the corpus, rouge_score's (rouge_scorer_test.py) for rouge-l, NLTK's edit distance of kitten and sitting.
    [Theory]
    [InlineData("corpus-bleu", "corpus", 48.530827)]
    [InlineData("corpus-bleu --tokenize whitespace", "corpus", 49.1919566)]
    [InlineData("corpus-bleu --smoothing none", "corpus", 48.530827)]
    public async Task A_corpus_gets_one_line(string metric, string member, double expected)
    {
        Finished finished = await ScoreAsync(metric, Corpus());

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(expected, JsonDocument.Parse(Assert.Single(finished.Output.TrimEnd('\n').Split('\n'))).RootElement.GetProperty(member).GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("rouge-l", "testing two", "testing one two", 0.8)]
    [InlineData("levenshtein", "kitten", "sitting", 4.0 / 7)]
    [InlineData("token-f1", "The cat.", "a cat", 1)]
    [InlineData("bleu", "a test", "a test", 100)]
    [InlineData("chrf --ignore-case", "ABC", "abc", 100)]
    [InlineData("chrf --lowercase", "ABC", "abc", 100)]
    [InlineData("rouge-1 --stem", "connected", "connecting", 1)]
    [InlineData("rouge-1", "connected", "connecting", 0)]
    [InlineData("numeric-match --tolerance 0.1", "41.9", "42", 1)]
    [InlineData("numeric-match --decimal-comma", "3,14", "3,140", 1)]
    [InlineData("regex --pattern ^[0-9]+$", "42", "not looked at", 1)]
    [InlineData("exact-match --collapse-whitespace", "a  b", "a b", 1)]
    public async Task Options_change_the_score(string metric, string prediction, string reference, double expected)
    {
        Finished finished = await ScoreAsync(metric, Write(JsonSerializer.Serialize(new { id = 1, prediction, references = (string[])[reference] })));

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Equal(expected, JsonDocument.Parse(finished.Output).RootElement.GetProperty("score").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task A_choice_is_read_with_the_choices_of_its_line()
    {
        Finished finished = await ScoreAsync("choice", Write("""{"id": 1, "prediction": "It is Paris", "references": ["B"], "choices": ["Lyon", "Paris"]}"""));

        Assert.Equal("""{"id":1,"score":1}""", finished.Output.Trim());
    }

    [Fact]
    public async Task A_pattern_of_the_command_needs_no_references() =>
        Assert.Equal("""{"id":1,"score":1}""", (await ScoreAsync("regex --pattern x", Write("""{"id": 1, "prediction": "x", "references": []}"""))).Output.Trim());

    [Theory]
    [InlineData("""{"id": 2, "references": []}""", "no field 'prediction'")]
    [InlineData("""{"prediction": "x", "references": []}""", "no field 'id'")]
    [InlineData("""{"id": 2, "prediction": "x"}""", "no field 'references'")]
    [InlineData("""{"id": 2, "prediction": "x", "references": "y"}""", "field 'references': a list of strings is expected, not a string")]
    [InlineData("""{"id": 2, "prediction": "x", "references": ["y", null]}""", "field 'references[1]': a string is expected, not null")]
    [InlineData("""{"id": 2, "prediction": {}, "references": []}""", "field 'prediction': a string is expected, not an object")]
    [InlineData("""{"id": null, "prediction": "x", "references": []}""", "field 'id'")]
    [InlineData("""{"id": 2, "id": 3, "prediction": "x", "references": []}""", "not a JSON object")]
    [InlineData("""[1]""", "a JSON object is expected, not a list")]
    [InlineData("{", "not a JSON object")]
    public async Task A_bad_line_is_named_with_its_field_and_the_others_are_scored(string bad, string problem)
    {
        string pairs = Write("""{"id": 1, "prediction": "x", "references": ["x"]}""", bad, """{"id": 3, "prediction": "x", "references": ["y"]}""");

        Finished finished = await ScoreAsync("exact-match", pairs), corpus = await ScoreAsync("corpus-bleu", pairs), table = await CommandLine.RunAsync("metrics", "--metric", "exact-match", "--pairs", pairs);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("line 2: ", finished.Error, StringComparison.Ordinal);
        Assert.Contains(problem, finished.Error, StringComparison.Ordinal);
        Assert.Equal("{\"id\":1,\"score\":1}\n{\"id\":3,\"score\":0}\n", finished.Output);
        // A figure of what is left would be taken for that of all.
        Assert.Equal((1, ""), (corpus.ExitCode, corpus.Output));
        Assert.Equal((1, ""), (table.ExitCode, table.Output));
    }

    [Fact]
    public async Task A_corpus_tells_what_is_missing_from_it()
    {
        Finished finished = await ScoreAsync("corpus-chrf", Write("""{"id": 1, "prediction": "x", "references": ["x"]}""", """{"id": "two", "prediction": null, "references": ["x"]}"""));

        Assert.Equal("""{"corpus":100,"left_out":[{"id":"two","missing":"the prediction is null"}]}""", finished.Output.Trim());
        Assert.Contains("1 of 2 pairs are missing", finished.Error, StringComparison.Ordinal);
        Assert.Equal(
            """{"corpus":null,"missing":"there is no pair to score","left_out":[{"id":1,"missing":"there are no references"}]}""",
            (await ScoreAsync("corpus-chrf", Write("""{"id": 1, "prediction": "x", "references": []}"""))).Output.Trim());
    }

    [Fact]
    public async Task People_get_the_mean_and_the_reasons()
    {
        string pairs = Write("""{"id": 1, "prediction": "x", "references": ["x"]}""", """{"id": 2, "prediction": "y", "references": ["x"]}""", """{"id": 3, "prediction": null, "references": ["x"]}""");

        Finished finished = await CommandLine.RunAsync("metrics", "--metric", "exact-match", "--pairs", pairs);

        Assert.Equal(0, finished.ExitCode);
        Assert.Matches(@"exact-match +3 +2 +1 +0\.5", finished.Output);
        Assert.Contains("missing 1: the prediction is null", finished.Output, StringComparison.Ordinal);
        Assert.Contains("48.53", (await CommandLine.RunAsync("metrics", "--metric", "corpus-bleu", "--pairs", Corpus())).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_has_ranges_and_sources()
    {
        Finished people = await CommandLine.RunAsync("metrics", "--list");
        JsonElement[] machines = [.. (await CommandLine.JsonAsync("metrics", "--list")).EnumerateArray()];

        foreach (string name in (string[])["exact-match", "contains", "token-f1", "token-f1-meai", "bleu", "corpus-bleu", "gleu", "chrf", "chrf++", "rouge-1", "rouge-2", "rouge-l", "rouge-lsum", "jaccard", "levenshtein", "numeric-match"])
        {
            Assert.Contains($"\n{name} ", people.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            JsonElement metric = Assert.Single(machines, metric => metric.GetProperty("metric").GetString() == name);
            Assert.Equal(name is "bleu" or "corpus-bleu" or "chrf" or "chrf++" ? 100 : 1, metric.GetProperty("maximum").GetDouble());
            Assert.NotEmpty(metric.GetProperty("source").GetString()!);
        }
    }

    [Theory]
    [InlineData("metrics", "--metric NAME --pairs FILE")]
    [InlineData("metrics --metric nonsense --pairs x", "There is no metric nonsense; there are exact-match,")]
    [InlineData("metrics --metric exact-match --pairs x --stem", "--stem has no effect on exact-match; its options are --ignore-case, --collapse-whitespace")]
    [InlineData("metrics --metric jaccard --pairs x --tolerance 1", "it has no options")]
    [InlineData("metrics --metric bleu --pairs x --smoothing some", "--smoothing some is not one of exp, floor, add-k, none")]
    [InlineData("metrics --metric bleu --pairs x --smoothing-value 1", "takes no value")]
    [InlineData("metrics --metric bleu --pairs x --max-order 0", "from 1 to 16")]
    [InlineData("metrics --metric numeric-match --pairs x --tolerance -1", "at least 0")]
    [InlineData("metrics --metric regex --pairs x --pattern (", "Invalid pattern")]
    public async Task Wrong_usage_is_said(string command, string problem)
    {
        Finished finished = await CommandLine.RunAsync(command.Split(' '));

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(problem, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_has_nothing_fails()
    {
        Finished nowhere = await ScoreAsync("bleu", _folder.File("nowhere.jsonl"));
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("nowhere.jsonl: there is no such file", nowhere.Error, StringComparison.Ordinal);
        Finished empty = await ScoreAsync("bleu", Write(""));
        Assert.Equal(1, empty.ExitCode);
        Assert.Contains("has no pairs", empty.Error, StringComparison.Ordinal);
        string latin = _folder.File("latin.jsonl");
        await File.WriteAllBytesAsync(latin, [.. "{\"id\":1,\"prediction\":\""u8, 0xe9, .. "\",\"references\":[]}\n"u8], TestContext.Current.CancellationToken);
        Assert.Contains("not UTF-8", (await ScoreAsync("bleu", latin)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corpus-bleu", "take bleu")]
    [InlineData("nonsense", "There is no metric nonsense")]
    public async Task Evaluate_refuses_what_scores_no_single_answer_and_says_what_does(string metric, string way)
    {
        Finished finished = await CommandLine.RunAsync("evaluate", "--dataset", CommandLine.Dataset, "--model", CommandLine.Model("skills-pico-f16"), "--store", _folder.File("runs.db"), "--metric", metric);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(way, finished.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<Finished> ScoreAsync(string metric, string pairs) => CommandLine.RunAsync(["metrics", "--metric", .. metric.Split(' '), "--pairs", pairs, "--json"]);

    private string Corpus() => Write(
        """{"id": 1, "prediction": "The dog bit the man.", "references": ["The dog bit the man.", "The dog had bit the man."]}""",
        """{"id": 2, "prediction": "It wasn't surprising.", "references": ["It was not unexpected.", "No one was surprised."]}""",
        """{"id": 3, "prediction": "The man had just bitten him.", "references": ["The man bit him first.", "The man had bitten the dog."]}""");

    private string Write(params string[] lines)
    {
        string path = _folder.File($"pairs{lines.Length}.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }
}
