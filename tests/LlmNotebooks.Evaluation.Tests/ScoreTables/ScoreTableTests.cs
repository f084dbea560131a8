using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Evaluation;

public sealed class ScoreTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quotes_line_breaks_and_crlf_are_read_after_rfc_4180()
    {
        ScoreTable table = Load("\uFEFFitem,model,score,more\r\n\"a \"\"b\"\",\nc\",m,0.5,\r\nd,\"n\",1e-1,x\r\n");

        Assert.Equal(["m", "n"], table.Models);
        Assert.Equal(new ItemScore("a \"b\",\nc", 0.5), Assert.Single(table.Scores("m")));
        Assert.Equal(0.1, Assert.Single(table.Scores("n")).Score);
    }

    [Fact]
    public void What_is_missing_and_what_is_a_verdict_is_understood()
    {
        ScoreTable table = Load("model,item,score\nm,a,\nm,b,NA\nm,c,NaN\nm,d,null\nm,e,True\nm,f,false\n\n");

        Assert.Equal([null, null, null, null, 1, 0], table.Scores("m").Select(s => s.Score));
    }

    [Fact]
    public void Clusters_are_read_where_they_are_named()
    {
        PairedComparison c = Load("model,item,score,doc\na,1,1,x\na,2,0,x\na,3,1,y\nb,1,0,x\nb,2,0,x\nb,3,1,y\n", new ScoreColumns(Cluster: "doc")).Compare("a", "b");

        Assert.Equal((3, 2, 1), (c.Items, c.Clusters, c.DegreesOfFreedom));
    }

    [Fact]
    public void All_models_of_a_table_or_some_are_compared()
    {
        ScoreTable table = Load("model,item,score\na,1,1\na,2,0.5\nb,1,0\nb,2,0.25\nc,1,0.5\nc,2,\n");

        AllPairsComparison all = table.CompareAll(), some = table.CompareAll(models: ["b", "a"]);

        Assert.Equal(["a − c", "a − b", "c − b"], all.Pairs.Select(pair => $"{pair.A} − {pair.B}"));
        Assert.Equal(["2"], all.Ranking.LeftOut);
        Assert.Equal(table.Compare("a", "b").P, Assert.Single(some.Pairs).PHolm);
        Assert.Contains("no model 'x'; it has a, b, c", Assert.Throws<ArgumentException>(() => table.CompareAll(models: ["a", "x"])).Message, StringComparison.Ordinal);
        Assert.Contains("'a' is named twice", Assert.Throws<ArgumentException>(() => table.CompareAll(models: ["a", "a"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "file is empty")]
    [InlineData("model,item,score\n", 1, "no row")]
    [InlineData("model,item\nm,a\n", 1, "no column 'score'; the columns are model, item")]
    [InlineData("model,item,score,score\nm,a,1,1\n", 1, "two columns 'score'")]
    [InlineData("model,item,score\nm,a,1\nm,b\n", 3, "2 fields, the header 3")]
    [InlineData("model,item,score\nm,a,\"0,5\"\n", 2, "'0,5', which is not a finite number")]
    [InlineData("model,item,score\nm,a,Infinity\n", 2, "not a finite number")]
    [InlineData("model,item,score\nm,,1\n", 2, "'item' is blank")]
    [InlineData("model,item,score\n\"m\nn\",a,1\nm,\"b,1\n", 4, "no closing quote")]
    [InlineData("model,item,score\nm,\"a\"b,1\n", 2, "goes on after its closing quote")]
    public void What_is_wrong_is_said_with_its_line(string text, int line, string problem)
    {
        ScoreTableException e = Assert.Throws<ScoreTableException>(() => Load(text));

        Assert.Equal(line, e.Line);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repetition_given_twice_is_an_error_with_both_lines()
    {
        ScoreTableException e = Assert.Throws<ScoreTableException>(() => Load("model,item,score,epoch\nm,a,1,1\nm,a,0,1\n", new ScoreColumns(Repetition: "epoch")));

        Assert.Contains("line 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("already on line 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_with_several_rows_are_told_where_no_column_says_that_they_are_repetitions()
    {
        const string Text = "model,item,score,epoch\nm,a,1,1\nm,b,1,1\nn,a,1,1\nm,b,0,2\nm,b,1,3\nn,a,,2\n";

        ScoreTable silent = Load(Text), named = Load(Text, new ScoreColumns(Repetition: "epoch"));

        Assert.Equal(new RepeatedItems(2, "m", "b", 3, 5), silent.RepeatedItems);
        Assert.StartsWith("2 pairs of model and item have more than one row (the first: model 'm', item 'b', lines 3 and 5)", silent.RepeatedItems!.ToString(), StringComparison.Ordinal);
        Assert.Null(named.RepeatedItems);
        Assert.Null(Load("model,item,score\nm,a,1\nn,a,1\nm,b,1\n,,\n").RepeatedItems);
    }

    [Fact]
    public void A_model_that_is_not_there_is_named_with_those_that_are() =>
        Assert.Contains("no model 'x'; it has m", Assert.Throws<ArgumentException>(() => Load("model,item,score\nm,a,1\n").Compare("m", "x")).Message, StringComparison.Ordinal);

    private ScoreTable Load(string text, ScoreColumns? columns = null)
    {
        string path = _folder.File("scores.csv");
        File.WriteAllText(path, text);
        return ScoreTable.Load(path, columns);
    }
}
