using System.Text;
using CsCheck;
using LlmNotebooks.Csv;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Two_columns_are_enough()
    {
        Dataset dataset = _files.Load("input,target\nWhat is 1 + 1?,2\n\"Say \"\"yes\"\", please\",yes\n", name: "data.csv");

        Assert.Equal([new Sample("1", "What is 1 + 1?") { Target = "2" }, new Sample("2", "Say \"yes\", please") { Target = "yes" }], dataset.Samples);
        Assert.Equal("data", dataset.Name);
    }

    [Fact]
    public void The_same_content_has_the_same_hash_in_every_format()
    {
        string jsonl = "{\"id\":\"a\",\"input\":\"x\",\"target\":\"1\",\"level\":\"easy\"}\n{\"id\":\"b\",\"input\":\"y\",\"category\":\"c\"}";
        string hash = _files.Load(jsonl).Hash;

        Assert.Equal(hash, _files.Load($"[{jsonl.Replace("\n", ",\n", StringComparison.Ordinal)}]", name: "data.json").Hash);
        Assert.Equal(hash, _files.Load(jsonl, name: "lines.json").Hash);
        Assert.Equal(hash, _files.Load("id,input,target,level,category\na,x,1,easy,\nb,y,,,c\n", name: "data.csv").Hash);
        Assert.Equal(hash, _files.Load("id;input;target;level;category\r\na;x;1;easy;\r\nb;y;;;c\r\n", name: "data.csv").Hash);
        Assert.Equal(hash, _files.Load("id\tinput\ttarget\tlevel\tcategory\na\tx\t1\teasy\t\nb\ty\t\t\tc\n", name: "data.tsv").Hash);
        Assert.Equal(hash, _files.Load("id\tinput\ttarget\tlevel\tcategory\na\tx\t1\teasy\t\nb\ty\t\t\tc\n", name: "data.csv").Hash);
        Assert.Equal(hash, _files.Load("id,input,target,level,category\na,x,1,easy,\nb,y,,,c\n", name: "data.txt", format: DatasetFormat.Csv).Hash);
    }

    [Theory]
    [InlineData("input;target, in words\nx;y", "x")]
    [InlineData("a;b,c;input\n1;2;y", "y")]
    [InlineData("\"input\";\"a,b,c\"\n\"x;y\";z", "x;y")]
    public void The_separator_is_the_one_with_which_the_columns_are_known(string text, string input) =>
        Assert.Equal(input, _files.One(text, name: "data.csv").Input);

    [Fact]
    public void A_separator_that_is_named_is_not_guessed()
    {
        const string Text = "input\nx;y,z";

        Assert.Equal(2, _files.Fails(Text, name: "data.csv").Line);
        Assert.Equal("x;y,z", Assert.Single(_files.Load(Text, name: "data.csv", format: DatasetFormat.TabSeparated).Samples).Input);
        Assert.Equal("x;y", Assert.Single(_files.Load("input,n\nx;y,z", name: "data.txt", format: DatasetFormat.CommaSeparated).Samples).Input);
        Assert.Equal("y,z", Assert.Single(_files.Load("n;input\nx;y,z", name: "data.txt", format: DatasetFormat.SemicolonSeparated).Samples).Input);
    }

    [Fact]
    public void A_byte_order_mark_blank_rows_and_an_index_column_change_nothing()
    {
        string path = _files.Write("", "bom.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(", input ,target\r\n0,x,1\r\n\r\n , ,\r\n1,y,2")]);

        Assert.Equal(_files.Load("input,target\nx,1\ny,2", name: "data.csv").Hash, Dataset.Load(path).Hash);
    }

    [Fact]
    public void Cells_may_hold_arrays_where_a_field_takes_them()
    {
        Sample sample = _files.One("input,references,choices,messages\n,\"[\"\"1\"\",0]\",\"[\"\"a\"\",\"\"b\"\"]\",\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"x\"\"}]\"", name: "data.csv");

        Assert.Equal("x", sample.Input);
        Assert.Equal(["a", "b"], sample.Choices);
        Assert.Equal(["B", "A"], sample.References);
        // A target is a text, whatever it begins with.
        Assert.Equal("[1, 2]", _files.One("input,target\nx,\"[1, 2]\"", name: "data.csv").Target);
        Assert.Equal(["[1, 2"], _files.One("input,references\nx,\"[1, 2\"", name: "data.csv").References);
    }

    [Theory]
    [InlineData("", null, null, "has no sample")]
    [InlineData("input,target\n", null, null, "has no sample")]
    [InlineData("text,label\nx,y", 1, null, "no column 'input' or 'prompt' or 'question'; the columns are text, label")]
    [InlineData("input,target,input\nx,y,z", 1, "input", "Two columns")]
    [InlineData("input,target,category\na,b,c\n\"x\ny\",2\n", 3, "category", "it has 2 fields, the header 3")]
    [InlineData("input,target\na,b\nx,1,2 and more\n", 3, null, "too much begins with '2 and more'")]
    [InlineData("input,target\n\"a\nb\",c\n,d\n", 4, "input", "There is no input")]
    [InlineData("input,target\na,\"b\n\nc", 2, null, "no closing quote")]
    [InlineData("input,target\n\"a\nb\",1\n\"c\" d,2", 4, null, "after its closing quote")]
    [InlineData("id,input\n1,x\n\"2\",\"y\nz\"\n1,w", 5, "id", "already that of line 2")]
    public void What_is_wrong_is_said_with_its_place(string text, int? line, string? field, string problem)
    {
        DatasetFormatException e = _files.Fails(text, name: "data.csv");

        Assert.Equal((line, field), (e.Line, e.Field));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(_files.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        DatasetFormatException e = _files.Fails("frage,antwort\nx,y", new DatasetFields { Input = "frage", Target = "antwrot" }, "data.csv");

        Assert.Equal((1, "antwrot"), (e.Line, e.Field));
        Assert.Contains("frage, antwort", e.Message, StringComparison.Ordinal);
        Assert.Contains("DatasetFields.Target", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_column_without_a_value_is_no_error() =>
        Assert.Null(_files.One("q,a\nx,", new DatasetFields { Input = "q", Target = "a" }, "data.csv").Target);

    [Fact]
    public void Text_that_is_not_utf_8_is_an_error()
    {
        string path = _files.Write("", "latin1.csv");
        File.WriteAllBytes(path, [.. "input\ncaf"u8, 0xE9, .. "\n"u8]);

        Assert.Contains("not UTF-8", Assert.Throws<DatasetFormatException>(() => Dataset.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_texts_come_through() =>
        Gen.Char["\r\n\",;\t aé€"].Array[1, 8].Select(chars => new string(chars)).Where(text => !string.IsNullOrWhiteSpace(text)).Array[1, 5].Sample(inputs =>
        {
            string text = string.Concat(inputs.Prepend("input").Select(input => CsvWriter.Record([input])));

            return _files.Load(text, name: "data.csv", format: DatasetFormat.CommaSeparated).Samples.Select(sample => sample.Input).SequenceEqual(inputs, StringComparer.Ordinal);
        }, iter: 200, threads: 1);
}
