using System.Text;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tests.Evaluation;

/// <summary>What a CSV file says does not depend on who reads it: data sets, tables of scores and columns.</summary>
public sealed class OneDialectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model,item,score\nm,a,1\nm,b,0.5\n", "t.csv")]
    [InlineData("model;item;score\r\nm;a;1\r\nm;b;0.5\r\n", "t.csv")]
    [InlineData("model\titem\tscore\nm\ta\t1\nm\tb\t0.5\n", "t.csv")]
    [InlineData("model\titem\tscore\nm\ta\t1\nm\tb\t0.5\n", "t.tsv")]
    [InlineData("model,item,score\rm,a,1\rm,b,0.5", "t.csv")]
    [InlineData("\uFEFFmodel; item ;\"score\"\n\nm;\"a\";1\n\nm;b;0.5\n\n", "t.csv")]
    [InlineData("sep=;\nmodel;item;score\nm;a;1\nm;b;0.5\n", "t.csv")]
    [InlineData("SEP=|\r\nmodel|item|score\r\nm|a|1\r\nm|b|0.5\r\n", "t.csv")]
    public void All_readers_read_the_same(string text, string name)
    {
        string path = Write(text, name);

        (string, string, double?)[] expected = [("m", "a", 1), ("m", "b", 0.5)];
        ScoreTable scores = ScoreTable.Load(path);
        CsvTable columns = CsvTable.Load(path);
        Dataset dataset = Dataset.Load(path, new DatasetFields { Id = "item", Input = "model", Target = "score" });
        Assert.Equal(expected, scores.Scores("m").Select(score => ("m", score.Item, score.Score)));
        Assert.Equal(["model", "item", "score"], columns.Columns);
        Assert.Equal(expected, columns.Texts("model").Zip(columns.Texts("item"), columns.Numbers("score")).Select(row => (row.First!, row.Second!, row.Third)));
        Assert.Equal([("m", "a", "1"), ("m", "b", "0.5")], dataset.Samples.Select(sample => (sample.Input, sample.Id, sample.Target!)));
    }

    [Theory]
    [InlineData("score; higher is better\n0.5\n1\n", "score; higher is better")]
    [InlineData("a;b\n0,5;0,7\n", "a")]
    [InlineData("a,b\n1;5,2;5\n", "a")]
    [InlineData("x;y,z\n1,2\n", "x;y")]
    [InlineData("a;b\n1;2\n", "a")]
    [InlineData("a\n1\n", "a")]
    [InlineData("a;b\n", "a")]
    [InlineData("a,b,c\n1,2,x, y\n", "a", 2)]
    public void A_table_of_any_columns_has_the_separator_with_which_its_rows_fit_its_header(string text, string first, int? ragged = null)
    {
        string path = Write(text, "t.csv");

        if (ragged is { } line) { Assert.Equal(line, Assert.Throws<CsvTableException>(() => CsvTable.Load(path)).Line); }
        else { Assert.Equal(first, CsvTable.Load(path).Columns[0]); }
    }

    [Fact]
    public void A_header_without_the_columns_that_are_looked_for_is_told_as_it_is()
    {
        string path = Write("model|item|score\nm|a|1\n", "pipe.csv");

        Assert.Contains("the columns are model|item|score", Assert.Throws<ScoreTableException>(() => ScoreTable.Load(path)).Message, StringComparison.Ordinal);
        Assert.Contains("the columns are model|item|score", Assert.Throws<DatasetFormatException>(() => Dataset.Load(path)).Message, StringComparison.Ordinal);
    }

    // é and è are E9 and E8 in Latin-1: a replacement character for both would make one model of two.
    [Theory]
    [InlineData(3)]
    [InlineData(2000)]
    public void What_is_not_utf_8_is_refused_at_its_line(int line)
    {
        string rows = string.Concat(Enumerable.Range(0, line - 2).Select(i => $"m,i{i},1\r\n"));
        string path = _folder.File("latin1.csv");
        File.WriteAllBytes(path, [.. "model,item,score\r\n"u8, .. Encoding.UTF8.GetBytes(rows), .. Encoding.Latin1.GetBytes("modèle,a,0\r\nmodéle,a,1\r\n")]);

        Refused(path, line, "not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public void Texts_of_utf_16_are_read_by_their_mark_and_refused_without_it()
    {
        string marked = _folder.File("marked.csv"), bare = _folder.File("bare.csv");
        File.WriteAllText(marked, "model\titem\tscore\nmodèle\ta\t1\n", Encoding.Unicode);
        File.WriteAllBytes(bare, Encoding.Unicode.GetBytes("model,item,score\nm,a,1\n"));

        Assert.Equal(["modèle"], ScoreTable.Load(marked).Models);
        Assert.Equal(["modèle"], CsvTable.Load(marked).Texts("model"));
        Assert.Equal("modèle", Assert.Single(Dataset.Load(marked, new DatasetFields { Input = "model" }).Samples).Input);
        Refused(bare, 1, "UTF-16 without a byte order mark");
    }

    [Theory]
    [InlineData("model,item,score\nm,a,1\nm,\"b,1\n", 3, "A quoted field has no closing quote: field 2, which begins on line 3")]
    [InlineData("model;item;score\n\"m\n\";a;1\nm;\"b\"c;1\n", 4, "Field 2 goes on after its closing quote")]
    [InlineData("model,item,score\nm,\"a\n\nb\",1\nm,b\n", 5, "2 fields, the header 3")]
    public void What_is_wrong_has_one_line(string text, int line, string problem) => Refused(Write(text, "t.csv"), line, problem);

    [Fact]
    public void A_quote_within_a_field_is_a_character()
    {
        string path = Write("model,item,score\nm,The 5\" disk?,1\nm,\"say \"\"hi\"\"\",0\n", "t.csv");

        Assert.Equal(["The 5\" disk?", "say \"hi\""], ScoreTable.Load(path).Scores("m").Select(score => score.Item));
        Assert.Equal(["The 5\" disk?", "say \"hi\""], CsvTable.Load(path).Texts("item"));
        Assert.Equal(["The 5\" disk?", "say \"hi\""], Dataset.Load(path, new DatasetFields { Input = "item", Cluster = "" }).Samples.Select(sample => sample.Input));
    }

    [Theory]
    [InlineData("model;item;score\nm;a;0,5\n", "semicolons separate the fields of this file, and its numbers have a decimal comma: put points")]
    [InlineData("model,item,score\nm,a,\"0,5\"\n", "it has a decimal comma: write a decimal point, and leave")]
    [InlineData("model;item;score\nm;a;half\n", "write a decimal point, and leave")]
    public void A_decimal_comma_is_refused_with_the_way_out(string text, string problem)
    {
        string path = Write(text, "t.csv");

        ScoreTableException scores = Assert.Throws<ScoreTableException>(() => ScoreTable.Load(path));
        CsvTableException columns = Assert.Throws<CsvTableException>(() => CsvTable.Load(path).Numbers("score"));
        Assert.Contains($"is not a finite number; {problem}", scores.Message, StringComparison.Ordinal);
        Assert.Contains($"is not a finite number; {problem}", columns.Message, StringComparison.Ordinal);
        Assert.Equal((2, 2), (scores.Line, columns.Line));
    }

    // The files of trouble beside the repository, read by all three: (columns, rows) where the text is CSV, else the line of the error.
    [Theory]
    [InlineData("bom_crlf_semicolon.csv", 3, 2)]
    [InlineData("case_header.csv", 3, 1)]
    [InlineData("cr_only.csv", 3, 2)]
    [InlineData("formula.csv", 3, 1)]
    [InlineData("json_unquoted.csv", 3, 1)]
    [InlineData("newline_cell.csv", 3, 1)]
    [InlineData("onlyheader.csv", 3, 0)]
    [InlineData("pandas_index.csv", 3, 2)]
    [InlineData("quote_mid.csv", 3, 2)]
    [InlineData("sep.csv", 3, 1)]
    [InlineData("space_header.csv", 3, 1)]
    [InlineData("tab_as_csv.csv", 3, 1)]
    [InlineData("utf16.csv", 3, 1)]
    [InlineData("public/mmlu-with-header.csv", 6, null)]
    [InlineData("public/promptfoo-tests.csv", 4, 3)]
    [InlineData("public/truthfulqa-40.csv", 7, null)]
    public void Troublesome_files_have_their_columns_and_rows(string file, int columns, int? rows)
    {
        string path = SharedData.Require($"files/{file}");

        CsvTable table = CsvTable.Load(path);

        Assert.Equal(columns, table.Columns.Count);
        if (rows is { } count) { Assert.Equal(count, table.RowCount); }
        if (table.RowCount == 0 || !table.Columns.Contains("input", StringComparer.Ordinal)) { return; }
        Assert.Equal(table.Texts("input"), Dataset.Load(path).Samples.Select(sample => sample.Input));
        // The first problem of a table without scores is the score, after its separator, header and names were read.
        string score = table.Columns.First(column => column is not "input"), model = score == "target" ? "id" : "target";
        if (file == "formula.csv") { Assert.Contains("holds '=\"001\"'", Assert.Throws<ScoreTableException>(() => ScoreTable.Load(path, new ScoreColumns(model, "input", score))).Message, StringComparison.Ordinal); }
        else { Assert.Equal(table.Texts(model).Distinct(StringComparer.Ordinal), ScoreTable.Load(path, new ScoreColumns(model, "input", score)).Models); }
    }

    [Theory]
    [InlineData("latin1.csv", 2)]
    [InlineData("ragged.csv", 3)]
    [InlineData("smart.csv", 2)]
    [InlineData("unclosed.csv", 2)]
    [InlineData("utf16le_nobom.csv", 1)]
    public void Troublesome_files_are_refused_at_one_line(string file, int line)
    {
        string path = SharedData.Require($"files/{file}");

        Assert.Equal(line, Assert.Throws<CsvTableException>(() => CsvTable.Load(path)).Line);
        Assert.Equal(line, Assert.Throws<DatasetFormatException>(() => Dataset.Load(path)).Line);
        Assert.Equal(line, Assert.Throws<ScoreTableException>(() => ScoreTable.Load(path, new ScoreColumns("target", "input", "id"))).Line);
    }

    private static void Refused(string path, int line, string problem)
    {
        ScoreTableException scores = Assert.Throws<ScoreTableException>(() => ScoreTable.Load(path));
        CsvTableException columns = Assert.Throws<CsvTableException>(() => CsvTable.Load(path));
        DatasetFormatException dataset = Assert.Throws<DatasetFormatException>(() => Dataset.Load(path, new DatasetFields { Input = "model", Cluster = "" }));

        Assert.Equal((line, line, line), (scores.Line, columns.Line, dataset.Line!.Value));
        foreach (FormatException error in (FormatException[])[scores, columns, dataset])
        {
            Assert.StartsWith($"{path}, line {line}", error.Message, StringComparison.Ordinal);
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        }
    }

    private string Write(string text, string name)
    {
        string path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
