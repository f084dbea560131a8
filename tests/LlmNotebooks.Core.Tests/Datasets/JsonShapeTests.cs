using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>JSON files that are no lines of samples and no array of them. The content is ours, the shapes are those of the tools named.</summary>
public sealed class JsonShapeTests : IDisposable
{
    private const string Lines = "{\"input\":\"a?\",\"target\":\"x\"}\n{\"input\":\"b?\",\"target\":\"y\"}\n";

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    // pandas 2.2, DataFrame.to_json(orient=…): split, columns (the default), index, records, table; and to_dict("list") by json.dump.
    [Theory]
    [InlineData("""{"columns":["input","target"],"index":[0,1],"data":[["a?","x"],["b?","y"]]}""")]
    [InlineData("""{"input":{"0":"a?","1":"b?"},"target":{"0":"x","1":"y"}}""")]
    [InlineData("""{"0":{"input":"a?","target":"x"},"1":{"input":"b?","target":"y"}}""")]
    [InlineData("""[{"input":"a?","target":"x"},{"input":"b?","target":"y"}]""")]
    [InlineData("""{"input":["a?","b?"],"target":["x","y"]}""")]
    // Other wrappers, and objects that do not keep to lines.
    [InlineData("""{"name":"my set","examples":[{"input":"a?","target":"x"},{"input":"b?","target":"y"}]}""")]
    [InlineData("""{"features":[{"name":"input"}],"rows":[{"row":{"input":"a?","target":"x"}},{"row":{"input":"b?","target":"y"}}]}""")]
    [InlineData("""{"version":"1","samples":{"s1":{"input":"a?","target":"x"},"s2":{"input":"b?","target":"y"}}}""")]
    [InlineData("""{"input":"a?","target":"x"}{"input":"b?","target":"y"}""")]
    [InlineData("{\n \"input\":\"a?\",\n \"target\":\"x\"\n}\n{\n \"input\":\"b?\",\n \"target\":\"y\"\n}\n")]
    public void One_set_in_many_shapes_has_one_hash(string text)
    {
        string hash = _files.Load(Lines).Hash;

        Assert.Equal(hash, _files.Load(text, name: "data.json").Hash);
        Assert.Equal(hash, _files.Load(text, name: "data.jsonl").Hash);
    }

    [Fact]
    public void Pandas_table_keeps_its_index_as_metadata()
    {
        // orient="table": {"schema": {"fields": […]}, "data": [{"index": 0, …}]}.
        Dataset dataset = _files.Load("""{"schema":{"fields":[{"name":"index","type":"integer"}],"primaryKey":["index"]},"data":[{"index":0,"input":"a?","target":"x"}]}""", name: "data.json");

        Assert.Equal(("a?", "x", 0), (dataset.Samples[0].Input, dataset.Samples[0].Target, dataset.Samples[0].Metadata["index"].GetInt32()));
    }

    // SQuAD 1.1 and 2.0: data[].paragraphs[].qas[].
    [Fact]
    public void Questions_on_paragraphs_on_articles_as_in_SQuAD()
    {
        const string Text =
            """
            {"version": "v2.0", "data": [{"title": "Harbour", "paragraphs": [
              {"context": "The harbour opened in 1904.", "qas": [
                {"id": "q1", "question": "When did it open?", "answers": [{"text": "1904", "answer_start": 22}, {"text": "in 1904", "answer_start": 19}, {"text": "1904", "answer_start": 22}], "is_impossible": false},
                {"id": "q2", "question": "Who built it?", "answers": [], "is_impossible": true}]},
              {"context": "It has two piers.", "qas": [
                {"id": "q3", "question": "How many piers?", "answers": [{"text": "two", "answer_start": 7}]}]}]}]}
            """;

        Dataset plain = _files.Load(Text, name: "squad.json");
        Dataset asked = _files.Load(Text, new DatasetFields { Context = "context", Cluster = "title" }, "squad.json");

        Assert.Equal(["q1", "q2", "q3"], plain.Samples.Select(sample => sample.Id));
        Assert.Equal(["1904", "in 1904"], plain.Samples[0].References);
        Assert.Empty(plain.Samples[1].References);
        Assert.Equal("Harbour", plain.Samples[2].Metadata["title"].GetString());
        Assert.Equal("It has two piers.\n\nHow many piers?", asked.Samples[2].Input);
        Assert.Equal(["Harbour", "Harbour", "Harbour"], asked.Samples.Select(sample => sample.Cluster));
        DatasetProblem warning = Assert.Single(Dataset.Check(_files.Write(Text, "check.json")).Problems, problem => problem.Field == "context");
        Assert.Contains("DatasetFields.Context context", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_arrays_one_is_named()
    {
        const string Text = """{"train":[{"input":"a?"}],"test":[{"input":"b?"}]}""";

        Assert.Contains("DatasetFields.Rows train (or test)", _files.Fails(Text, name: "data.json").Message, StringComparison.Ordinal);
        Assert.Equal("b?", _files.One(Text, new DatasetFields { Rows = "test" }, "data.json").Input);
        Assert.Equal("c?", _files.One("""{"a":{"b":[{"d":[{"input":"c?"}]}]}}""", new DatasetFields { Rows = "a.b[0].d" }, "data.json").Input);
        Assert.Contains("Correct DatasetFields.Rows", _files.Fails(Text, new DatasetFields { Rows = "none" }, "data.json").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_arrays_are_told_once_with_the_way_out() =>
        Assert.Contains("orient=\"records\"", Assert.Single(Dataset.Check(_files.Write("""[["a?","x"],["b?","y"]]""", "values.json")).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void The_line_of_a_sample_within_one_object_is_told()
    {
        DatasetFormatException e = _files.Fails("{\"examples\":[\n{\"input\":\"a?\"},\n\n{\"input\":\" \"}\n]}", name: "data.json");

        Assert.Equal((4, "input"), (e.Line, e.Field));
    }

    [Fact]
    public void Logs_of_answers_are_no_data_sets_and_the_way_is_named()
    {
        Assert.Contains("runs import", _files.Fails("""{"version":2,"status":"success","eval":{"task":"t"},"samples":[{"input":"x"}]}""", name: "log.json").Message, StringComparison.Ordinal);
        Assert.Contains("runs import", _files.Fails("""{"evalId":"e","results":{"results":[]},"config":{}}""", name: "promptfoo.json").Message, StringComparison.Ordinal);
        Assert.Contains("runs import", _files.Fails("""{"doc_id":0,"doc":{"question":"a?"},"target":"1","resps":[["1"]],"filtered_resps":["1"]}""").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// mine\n{\"input\":\"x\"}", 1, "no comments")]
    [InlineData("{\"input\":\"x\",\"target\":NaN}", 1, "no NaN")]
    [InlineData("{'input':'x'}", 1, "json.dumps")]
    [InlineData("{\"input\":\"x\"},\n{\"input\":\"y\"},", 1, "Take the comma")]
    public void What_is_nearly_JSON_is_an_error_with_the_way_out(string text, int line, string way)
    {
        DatasetFormatException e = _files.Fails(text);

        Assert.Equal(line, e.Line);
        Assert.Contains(way, e.Message, StringComparison.Ordinal);
    }
}
