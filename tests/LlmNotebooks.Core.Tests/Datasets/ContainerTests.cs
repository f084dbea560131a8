using System.IO.Compression;
using System.Text;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>Files are what their first bytes say, whatever their names are.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Lines = "{\"input\":\"a?\",\"target\":\"x\"}\n{\"input\":\"b?\",\"target\":\"y\"}\n";

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("data.jsonl", Lines)]
    [InlineData("data.json", "[{\"input\":\"a?\",\"target\":\"x\"},{\"input\":\"b?\",\"target\":\"y\"}]")]
    [InlineData("data.json", "{\n\"examples\":[{\"input\":\"a?\",\"target\":\"x\"},{\"input\":\"b?\",\"target\":\"y\"}]}")]
    [InlineData("data.csv", "input;target\na?;x\nb?;y\n")]
    [InlineData("data.tsv", "input\ttarget\na?\tx\nb?\ty\n")]
    public void What_gzip_packed_is_read_as_what_it_packed_under_either_name(string name, string text)
    {
        string packed = _files.Write("", name + ".gz"), misnamed = _files.Write("", "misnamed-" + name);
        foreach (string path in (string[])[packed, misnamed]) { Pack(path, Encoding.UTF8.GetBytes(text)); }

        Assert.Equal(_files.Load(Lines).Hash, Dataset.Load(packed).Hash);
        Assert.Equal("data", Dataset.Load(packed).Name);
        Assert.Equal(_files.Load(Lines).Hash, Dataset.Load(misnamed).Hash);
    }

    [Fact]
    public void What_gzip_packed_may_be_utf_16()
    {
        string path = _files.Write("", "wide.csv.gz");
        Pack(path, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("input,target\nGröße?,ja\n")]);

        Assert.Equal(("Größe?", "ja"), (Dataset.Load(path).Samples[0].Input, Dataset.Load(path).Samples[0].Target));
    }

    // arc-*.parquet: written by ParquetSharp 25.0.1.2, which wraps the C++ reference implementation of Apache, in two row groups:
    // id, question, choices {text: list, label: list}, answerKey, n (int64), hard (boolean), as ARC is served.
    [Theory]
    [InlineData("arc-snappy.parquet")]
    [InlineData("arc-zstd.parquet")]
    public void Parquet_as_the_reference_implementation_writes_it(string name)
    {
        Dataset dataset = Dataset.Load(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Datasets", name));

        Assert.Equal(["q-1", "q-2", "q-3"], dataset.Samples.Select(sample => sample.Id));
        Assert.Equal(["Which one melts?", "Où est l'eau ?", "Which is third?"], dataset.Samples.Select(sample => sample.Input));
        Assert.Equal(["Ici", "Là", "Nulle part"], dataset.Samples[1].Choices);
        // The labels of the second are 1, 2, 3, and its answer is 3.
        Assert.Equal(["A", "C", "B"], dataset.Samples.Select(sample => sample.Target));
        Assert.Equal((7, true), (dataset.Samples[0].Metadata["n"].GetInt32(), dataset.Samples[0].Metadata["hard"].GetBoolean()));
        Assert.False(dataset.Samples[1].Metadata.ContainsKey("n"));
    }

    [Fact]
    public void Parquet_is_known_under_any_name_and_a_cut_one_is_an_error()
    {
        byte[] whole = File.ReadAllBytes(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Datasets", "arc-snappy.parquet"));
        string renamed = _files.Write("", "data.csv"), cut = _files.Write("", "cut.parquet"), none = _files.Write(Lines, "none.parquet");
        File.WriteAllBytes(renamed, whole);
        File.WriteAllBytes(cut, whole[..^200]);

        Assert.Equal(3, Dataset.Load(renamed).Samples.Count);
        Assert.Contains("Parquet", Assert.Throws<DatasetFormatException>(() => Dataset.Load(cut)).Message, StringComparison.Ordinal);
        Assert.Contains("PAR1", Assert.Throws<DatasetFormatException>(() => Dataset.Load(none)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull")]
    [InlineData("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "web page")]
    [InlineData("\n <html lang=\"en\">", "web page")]
    [InlineData("BZh91AY", "bzip2")]
    [InlineData("ARROW1\0\0", "Arrow")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("SQLite format 3\0", "SQLite")]
    public void What_is_no_data_is_named_with_the_way_out(string text, string named)
    {
        foreach (string name in (string[])["x.jsonl", "x.csv", "x.json", "x.parquet"])
        {
            string path = _files.Write(text, name);
            DatasetProblem problem = Assert.Single(Dataset.Check(path).Problems);

            Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Archives_and_workbooks_are_named_by_what_they_hold()
    {
        Assert.Contains("Excel workbook", Problem("book.xlsx", "[Content_Types].xml", "xl/workbook.xml"), StringComparison.Ordinal);
        Assert.Contains("runs import", Problem("log.eval", "header.json", "samples/1_epoch_1.json"), StringComparison.Ordinal);
        Assert.Contains("unpack it and name the file in it: it holds train.csv, test.csv", Problem("data.zip", "train.csv", "test.csv"), StringComparison.Ordinal);

        string Problem(string name, params string[] entries)
        {
            string path = Path.Combine(_files.Path, name);
            using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
            {
                foreach (string entry in entries) { zip.CreateEntry(entry); }
            }

            return Assert.Throws<DatasetFormatException>(() => Dataset.Load(path)).Message;
        }
    }

    [Fact]
    public void What_is_not_utf_8_is_told_by_line_and_field()
    {
        string csv = _files.Write("", "latin1.csv"), lines = _files.Write("", "latin1.jsonl");
        File.WriteAllBytes(csv, Encoding.Latin1.GetBytes("id,input,target\n1,plain,\"two\nlines\"\n2,a,olé\n"));
        File.WriteAllBytes(lines, Encoding.Latin1.GetBytes("{\"input\":\"x\"}\n{\"input\":\"x\",\"a\":{\"b\":[\"c\",\"olé\"]}}\n"));

        DatasetFormatException table = Assert.Throws<DatasetFormatException>(() => Dataset.Load(csv)), line = Assert.Throws<DatasetFormatException>(() => Dataset.Load(lines));

        Assert.Equal((4, "target"), (table.Line, table.Field));
        Assert.Equal((2, "a.b[1]"), (line.Line, line.Field));
    }

    [Theory]
    [InlineData("data.jsonl", "{\"input\":\"ok\"}\n{\"input\":\"x\",\"a\":[\"\\ud83d\\ude00\",\"\\ud800\"]}", "a[1]")]
    [InlineData("data.jsonl", "{\"input\":\"ok\"}\n{\"input\":\"a \\udc00 b\"}", "input")]
    [InlineData("data.jsonl", "{\"input\":\"ok\"}\n{\"input\":\"a \\ud800\\ud800 b\"}", "input")]
    [InlineData("data.json", "[{\"input\":\"ok\"},\n{\"input\":\"\\uD800x\"}]", "input")]
    public void Half_a_character_is_told_by_line_and_field(string name, string text, string field)
    {
        DatasetFormatException e = _files.Fails(text, name: name);

        Assert.Equal((2, field), (e.Line, e.Field));
        Assert.Contains("surrogate", e.Message, StringComparison.Ordinal);
        // Both halves, and a backslash before what only looks like an escape, are characters.
        Assert.Equal("😀 \\ud800", _files.One("{\"input\":\"\\ud83d\\ude00 \\\\ud800\"}").Input);
    }

    private static void Pack(string path, byte[] bytes)
    {
        using FileStream file = File.Create(path);
        using GZipStream gzip = new(file, CompressionLevel.Fastest);
        gzip.Write(bytes);
    }
}
