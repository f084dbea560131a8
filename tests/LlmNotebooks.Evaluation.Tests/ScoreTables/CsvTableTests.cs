using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tests.Evaluation;

public sealed class CsvTableTests
{
    [Fact]
    public void Columns_are_numbers_or_texts_and_missing_cells_are_null()
    {
        CsvTable table = Read("model,score,\"a note\"\r\nm1,0.5,\"yes, \"\"really\"\"\"\r\n\r\nm1,NA,\n,1e-3,x\nm2,true,\" \"\n");

        Assert.Equal(["model", "score", "a note"], table.Columns);
        Assert.Equal(4, table.RowCount);
        Assert.Equal([0.5, null, 0.001, 1], table.Numbers("score"));
        Assert.Equal(["m1", "m1", null, "m2"], table.Texts("model"));
        Assert.Equal(["yes, \"really\"", null, "x", null], table.Texts("a note"));
        Assert.Equal([2, 4, 5, 6], Enumerable.Range(0, 4).Select(table.LineOf));
    }

    [Fact]
    public void A_blank_line_of_one_column_is_a_missing_cell()
    {
        CsvTable table = Read("a\n1\n\n3\n\n\n");

        Assert.Equal([1, null, 3], table.Numbers("a"));
        Assert.Equal(["1", null, "3"], table.Texts("a"));
        Assert.Equal([2, 3, 4], Enumerable.Range(0, 3).Select(table.LineOf));
    }

    [Theory]
    [InlineData("0,5")]
    [InlineData("abc")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    public void A_cell_that_is_no_number_is_named_by_line_and_column(string cell)
    {
        CsvTable table = Read($"item,score\n1,0.5\n2,\"{cell}\"\n");

        CsvTableException error = Assert.Throws<CsvTableException>(() => table.Numbers("score"));

        Assert.Equal((3, "score"), (error.Line, error.Column));
        Assert.Contains($"line 3, column 'score': '{cell}' is not a finite number", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("a,b\n1,2\n3\n", 3, "The row has 1 fields, the header 2.")]
    [InlineData("a,b\n1,\"2\n", 2, "no closing quote")]
    public void What_is_no_table_is_refused_at_its_line(string text, int line, string problem)
    {
        CsvTableException error = Assert.Throws<CsvTableException>(() => Read(text));

        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_or_twice_is_refused_by_name()
    {
        CsvTable table = Read("a,b,b\n1,2,3\n");

        Assert.Contains("no column 'c'; the columns are a, b, b", Assert.Throws<CsvTableException>(() => table.Numbers("c")).Message, StringComparison.Ordinal);
        Assert.Contains("two columns 'b'", Assert.Throws<CsvTableException>(() => table.Texts("b")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.LineOf(1));
        Assert.Throws<FileNotFoundException>(() => CsvTable.Load("no-such.csv"));
    }

    private static CsvTable Read(string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("table.csv");
        File.WriteAllText(path, text);
        return CsvTable.Load(path);
    }
}
