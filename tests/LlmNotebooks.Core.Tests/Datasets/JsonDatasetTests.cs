using System.Text;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class JsonDatasetTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_shipped_test_set_has_the_hash_of_the_run_that_was_recorded_with_it() =>
        // data/recordings/skills.db: the plan of the run 'skills', member datasetHash.
        Assert.Equal(
            "94f6a1f0e248d6a862a38a0a627c1a55e6d9fbd46310f4c3a2353a5170abc345",
            Dataset.Load(Repository.PathOf("data", "datasets", "skills-test.jsonl")).Hash);

    [Theory]
    [InlineData("""{"input":"x","target":["a","b",3]}""", "a", "b", "3")]
    [InlineData("""{"input":"x","references":["a","b"]}""", "a", "b")]
    [InlineData("""{"input":"x","targets":["a"]}""", "a")]
    [InlineData("""{"input":"x","answers":"a"}""", "a")]
    [InlineData("""{"input":"x","target":"b","references":["a","b"]}""", "b", "a")]
    [InlineData("""{"input":"x","target":null,"references":[]}""")]
    [InlineData("""{"input":"x","target":true}""", "true")]
    public void There_may_be_several_right_answers(string line, params string[] references) =>
        Assert.Equal(references, _files.One(line).References);

    [Fact]
    public void A_path_reaches_into_objects_and_arrays_and_leaves_the_field_to_the_metadata()
    {
        const string Line = """{"id":"a","q":{"text":["x","y"]},"answers":{"text":["one","1"],"start":[4,9]},"a.b":"dotted"}""";
        DatasetFields fields = new() { Input = "q.text.1", References = "answers.text", Category = "a.b" };

        Sample sample = _files.One(Line, fields);

        Assert.Equal(("y", "dotted"), (sample.Input, sample.Category));
        Assert.Equal(["one", "1"], sample.References);
        Assert.Equal(["answers", "q"], sample.Metadata.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("There is no input", _files.Fails(Line, fields with { Input = "q.text.2" }).Message, StringComparison.Ordinal);
        Assert.Contains("answers.start", _files.Fails(Line.Replace("\"text\":[\"one\",\"1\"],", "", StringComparison.Ordinal), fields with { References = null }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_reads_nothing()
    {
        Sample sample = _files.One(
            """{"input":"x","target":"t","choices":5,"messages":7,"answers":{"a":1}}""",
            new DatasetFields { Target = "", References = "", Choices = [], Messages = "" });

        Assert.Empty(sample.References);
        Assert.Empty(sample.Choices);
        Assert.Equal(["answers", "choices", "messages", "target"], sample.Metadata.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[\n {\"input\":\"x\"},\n\n {\"input\":\"\"}\n]", 4, "There is no input")]
    [InlineData("[\n {\"input\":\"x\"},\n 5\n]", 3, "not a number")]
    [InlineData("[\n {\"input\":\"x\"},\n {\"input\" \"y\"}\n]", 3, "Not a JSON value")]
    [InlineData("[\n {\"input\":\"x\"}\n", 3, "Not a JSON value")]
    [InlineData("[{\"input\":\"x\"}]\n[]", 2, "Not a JSON value")]
    [InlineData("\n5", 2, "neither an array")]
    [InlineData("[\n]", null, "has no sample")]
    [InlineData(" \n", null, "has no sample")]
    [InlineData("{\n\"data\":[}", 2, "Not a JSON value")]
    public void A_wrong_array_is_said_with_its_line(string text, int? line, string problem)
    {
        DatasetFormatException e = _files.Fails(text, name: "data.json");

        Assert.Equal(line, e.Line);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_of_any_length_is_read_as_its_objects_on_lines_are()
    {
        // Objects of 1 to 3,000 bytes and one of 200,000: they begin and end anywhere in what is read at once.
        string[] objects = [.. Enumerable.Range(0, 500).Select(i => $$"""{"input":"{{new string('x', i == 250 ? 200_000 : (i * 97 % 3000) + 1)}}","n":[{{i}}]}""")];
        string array = $"[\n{string.Join(",\n", objects)}\n]";

        Assert.Equal(_files.Load(string.Join('\n', objects)).Hash, _files.Load(array, name: "data.json").Hash);
        Assert.Equal(500, _files.Fails(array.Replace("[498]", "498]", StringComparison.Ordinal), name: "data.json").Line);
        Assert.Equal(503, _files.Fails(array + "\nx", name: "data.json").Line);
    }

    [Theory]
    [InlineData("data.jsonl")]
    [InlineData("data.json")]
    public void Texts_of_utf_16_are_read_by_their_mark(string name)
    {
        string path = _files.Write("", name);
        File.WriteAllText(path, name == "data.json" ? "[{\"input\":\"café\"}]" : "{\"input\":\"café\"}", Encoding.Unicode);

        Assert.Equal("café", Assert.Single(Dataset.Load(path).Samples).Input);
    }

    [Fact]
    public void An_array_that_is_not_utf_8_is_an_error_with_its_line()
    {
        string path = _files.Write("", "latin1.json");
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. "[{\"input\":\"x\"},\n{\"input\":\"caf"u8, 0xE9, .. "\"}]"u8]);

        DatasetFormatException e = Assert.Throws<DatasetFormatException>(() => Dataset.Load(path));

        Assert.Equal(2, e.Line);
        Assert.Contains("not UTF-8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_that_there_is_not_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Load(_files.Write("{\"input\":\"x\"}"), format: (DatasetFormat)99));
}
