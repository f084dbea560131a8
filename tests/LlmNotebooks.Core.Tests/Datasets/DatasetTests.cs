using System.Text;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_test_set_is_what_its_card_says()
    {
        // data/models/CARD.md: 272 items, 816 prompts; 34 items x 3 paraphrases per category; 8 categories.
        Dataset dataset = Dataset.Load(Repository.PathOf("data", "datasets", "skills-test.jsonl"));

        Assert.Equal(816, dataset.Samples.Count);
        Assert.Equal(272, dataset.Samples.Select(s => s.Cluster).Distinct().Count());
        Assert.All(dataset.Samples.GroupBy(s => s.Category), category => Assert.Equal(102, category.Count()));
        Assert.Equal(8, dataset.Samples.Select(s => s.Category).Distinct().Count());
        Sample first = dataset.Samples[0];
        Assert.Equal(("arithmetic-001-0", "What is 91 - 35?", "56", "arithmetic/sub-91-35", "0"), (first.Id, first.Input, first.Target, first.Cluster, first.Template));
        Assert.Equal(3, dataset.Samples.Single(s => s.Id == "coding-034-1").Metadata["tests"].GetArrayLength());
    }

    [Fact]
    public void Both_sets_of_names_mean_the_same()
    {
        Dataset usual = Load("""{"id":"a","input":"q","target":"t","cluster":"c"}""");
        Dataset alias = Load("""{"item":"c","expected":"t","prompt":"q","id":"a"}""");

        Assert.Equal(usual.Hash, alias.Hash);
        Assert.Equal(usual.Samples, alias.Samples);
    }

    [Fact]
    public void Line_ends_blank_lines_and_a_byte_order_mark_change_nothing()
    {
        const string Lines = "{\"id\":\"a\",\"input\":\"ä\"}\n{\"id\":\"b\",\"input\":\"y\"}";
        string path = _folder.File("bom.jsonl");
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("\r\n" + Lines.Replace("\n", "\r\n\r\n  \r\n", StringComparison.Ordinal) + "\r\n")]);

        Assert.Equal(Load(Lines).Hash, Dataset.Load(path).Hash);
    }

    [Theory]
    [InlineData("""{"id":"a","input":"Q","target":"t"}""")]
    [InlineData("""{"id":"b","input":"q","target":"t"}""")]
    [InlineData("""{"id":"a","input":"q","target":"T"}""")]
    [InlineData("""{"id":"a","input":"q","target":"t","category":"x"}""")]
    [InlineData("""{"id":"a","input":"q","target":"t","template":0}""")]
    [InlineData("""{"id":"a","input":"q","target":"t","more":1}""")]
    [InlineData("""{"id":"a","input":"q"}""")]
    public void Any_change_of_content_changes_the_hash(string changed) =>
        Assert.NotEqual(Load("""{"id":"a","input":"q","target":"t"}""").Hash, Load(changed).Hash);

    [Fact]
    public void The_order_of_samples_is_part_of_the_hash() =>
        Assert.NotEqual(Load("{\"id\":\"a\",\"input\":\"x\"}\n{\"id\":\"b\",\"input\":\"y\"}").Hash, Load("{\"id\":\"b\",\"input\":\"y\"}\n{\"id\":\"a\",\"input\":\"x\"}").Hash);

    [Fact]
    public void A_changed_copy_of_a_sample_has_a_hash_of_its_own()
    {
        Sample sample = new("a", "q");
        string before = sample.Hash;

        Assert.NotEqual(before, (sample with { Target = "t" }).Hash);
        Assert.Equal(before, sample.Hash);
    }

    [Fact]
    public void Fields_can_have_other_names_and_numbers_are_text()
    {
        DatasetFields fields = new() { Id = "key", Input = "frage", Target = "antwort", Category = "art", Cluster = "gruppe", Template = "form" };

        Sample sample = Assert.Single(Load("""{"key":7,"frage":"q","antwort":3.50,"art":"x","gruppe":1,"form":2,"input":"kept"}""", fields).Samples);

        Assert.Equal(("7", "q", "3.50", "x", "1", "2"), (sample.Id, sample.Input, sample.Target, sample.Category, sample.Cluster, sample.Template));
        Assert.Equal("kept", sample.Metadata["input"].GetString());
    }

    [Fact]
    public void Samples_without_ids_are_numbered() =>
        Assert.Equal(["1", "2"], Load("{\"input\":\"x\"}\n\n{\"input\":\"y\"}").Samples.Select(s => s.Id));

    [Theory]
    [InlineData("", null, null, "has no sample")]
    [InlineData("\n  \n", null, null, "has no sample")]
    [InlineData("{\"id\":\"a\",\"input\":\"x\"}\nnot json", 2, null, "Not a JSON value")]
    [InlineData("[1]", 1, null, "one object for each sample, not a number")]
    [InlineData("{\"id\":\"a\"}", 1, "input", "There is no input")]
    [InlineData("{\"id\":\"a\",\"input\":\"  \"}", 1, "input", "There is no input")]
    [InlineData("{\"id\":\"\",\"input\":\"x\"}", 1, "id", "The id is blank")]
    [InlineData("{\"id\":\"a\",\"input\":\"x\"}\n\n{\"id\":\"a\",\"input\":\"y\"}", 3, "id", "already that of line 1")]
    [InlineData("{\"input\":[\"x\"]}", 1, "input", "not an array")]
    [InlineData("{\"input\":\"x\",\"more\":1,\"more\":2}", 1, "more", "occurs twice")]
    [InlineData("{\"input\":\"x\",\"target\":\"a\",\"target\":\"b\"}", 1, "target", "occurs twice")]
    [InlineData("{\"input\":\"x\",\"input\":\"\"}", 1, "input", "occurs twice")]
    [InlineData("{\"input\":\"x\",\"target\":\"a\",\"expected\":\"b\"}", 1, "target", "also has 'expected'")]
    [InlineData("{\"question\":\"x\",\"prompt\":\"y\"}", 1, "prompt", "also has 'question'")]
    public void What_is_wrong_is_said_with_its_place(string text, int? line, string? field, string problem)
    {
        DatasetFormatException e = Assert.Throws<DatasetFormatException>(() => Load(text));

        Assert.Equal((line, field), (e.Line, e.Field));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder.Path, e.Message, StringComparison.Ordinal);
        if (line is not null) { Assert.Contains($"line {line}", e.Message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Two_names_of_one_thing_may_say_the_same_and_a_chosen_one_counts()
    {
        Assert.Equal("a", Load("{\"input\":\"x\",\"target\":\"a\",\"expected\":\"a\"}").Samples[0].Target);
        Assert.Equal("b", Load("{\"input\":\"x\",\"target\":\"a\",\"expected\":\"b\"}", new DatasetFields { Target = "expected" }).Samples[0].Target);
    }

    [Fact]
    public void A_misspelt_field_is_an_error_and_not_a_dataset_without_targets()
    {
        DatasetFormatException e = Assert.Throws<DatasetFormatException>(() => Load("""{"input":"x","target":"t"}""", new DatasetFields { Target = "traget" }));

        Assert.Equal("traget", e.Field);
    }

    [Fact]
    public void Text_that_is_not_utf_8_is_an_error()
    {
        string path = _folder.File("latin1.jsonl");
        File.WriteAllBytes(path, [.. "{\"input\":\"caf"u8, 0xE9, .. "\"}\n"u8]);

        Assert.Contains("not UTF-8", Assert.Throws<DatasetFormatException>(() => Dataset.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("'none.jsonl'", Assert.Throws<FileNotFoundException>(() => Dataset.Load("none.jsonl")).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_samples_with_one_id_are_refused() =>
        Assert.Contains("two samples with the id 'a'", Assert.Throws<ArgumentException>(() => Dataset.Create("d", [new("a", "x"), new("a", "y")])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_part_keeps_the_order_and_has_a_hash_of_its_own()
    {
        Dataset all = Numbers(10);

        Assert.Equal(["s0", "s1", "s2"], all.Take(3).Samples.Select(s => s.Id));
        Assert.Equal(["s1", "s3", "s5", "s7", "s9"], all.InCategories("odd").Samples.Select(s => s.Id));
        Assert.Equal(["s0", "s1"], all.Where(s => s.Id is "s0" or "s1").Samples.Select(s => s.Id));
        Assert.NotEqual(all.Hash, all.Take(3).Hash);
        Assert.Same(all, all.Take(10));
        Assert.Contains("it has even, odd", Assert.Throws<ArgumentException>(() => all.InCategories("prime")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => all.Where(_ => false));
    }

    [Fact]
    public void A_random_part_follows_the_seed_and_grows_by_adding()
    {
        Dataset all = Numbers(200);
        string[] ids(int count, long seed) => [.. all.Sample(count, seed).Samples.Select(s => s.Id)];

        Assert.Equal(ids(20, 1), ids(20, 1));
        Assert.NotEqual(ids(20, 1), ids(20, 2));
        Assert.Empty(ids(20, 1).Except(ids(40, 1)));
        Assert.Equal(ids(20, 1), all.Samples.Select(s => s.Id).Where(ids(20, 1).Contains));
    }

    [Fact]
    public void A_random_part_favours_no_sample()
    {
        // 400 draws of 20 of 40: each sample is in 200 expected, standard deviation 10; six of them leave one false alarm in 10 million.
        Dataset all = Numbers(40);
        Dictionary<string, int> drawn = Enumerable.Range(0, 400).SelectMany(seed => all.Sample(20, seed).Samples).GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(40, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 140, 260));
    }

    private static Dataset Numbers(int count) =>
        Dataset.Create("numbers", Enumerable.Range(0, count).Select(i => new Sample($"s{i}", $"{i}") { Category = i % 2 == 0 ? "even" : "odd" }));

    private Dataset Load(string text, DatasetFields? fields = null)
    {
        string path = _folder.File("data.jsonl");
        File.WriteAllText(path, text);
        return Dataset.Load(path, fields);
    }
}
