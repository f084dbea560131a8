using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>What a check tells of a file that loads, and of one that fails the same way on every line.</summary>
public sealed class CheckNotesTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Fields_that_are_not_used_are_told_and_the_likely_category_with_its_option()
    {
        DatasetCheck check = Check("""{"question":"q","subject":"math","src":"x","answer":"a"}""");

        Assert.Equal((0, 0), (check.Errors, check.Warnings));
        DatasetProblem note = Assert.Single(check.Notes);
        Assert.Equal((ProblemSeverity.Note, null), (note.Severity, note.Line));
        Assert.Equal("not used: subject, src (kept as metadata, for templates and metrics); for results by 'subject', DatasetFields.Category subject", note.Message);
        Assert.Empty(Check("""{"input":"q","target":"a","category":"c"}""").Notes);
        Assert.DoesNotContain(Dataset.Check(_files.Write("""{"q":{"text":"x"},"target":"a"}"""), new DatasetFields { Input = "q.text" }).Notes, note => note.Message.Contains("not used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("so it is 4*3 = <<4*3=12>>12\\n#### 1,234", "3 of 3 targets end in '#### number': --metric numeric-match")]
    [InlineData("-1,234.50", "3 of 3 targets are numbers: --metric numeric-match")]
    [InlineData("hence $\\\\boxed{42}$", "3 of 3 targets have a \\boxed{…}: --metric numeric-match reads the number in it")]
    [InlineData("C", "3 of 3 targets are single letters, and there are no choices: --metric choice")]
    [InlineData("{\\\"a\\\": 1}", "3 of 3 targets are JSON: --metric json-equality")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen", "3 of 3 targets are texts of more than 12 words, which no answer repeats word for word: --metric rouge-l, or a judge")]
    [InlineData("Paris", null)]
    [InlineData("May 5, 2020", null)]
    public void What_targets_look_like_names_the_metric(string target, string? sentence)
    {
        string text = string.Join('\n', Enumerable.Range(0, 3).Select(i => $"{{\"input\":\"q{i}\",\"target\":\"{target}\"}}"));

        Assert.Equal(sentence, _files.Load(text).DescribeTargets());
        Assert.Equal(sentence is null ? [] : [sentence], Check(text).Notes.Select(note => note.Message));
    }

    [Fact]
    public void A_set_without_targets_says_that_nothing_compares() =>
        Assert.Contains(Check("""{"prompt":"q","solution":"a"}""").Notes, note => note.Message.StartsWith("no metric that compares with a target can score this data; name its field", StringComparison.Ordinal));

    [Fact]
    public void What_fails_on_every_line_is_told_once()
    {
        DatasetCheck table = Dataset.Check(_files.Write("frage,antwort\n" + string.Concat(Enumerable.Repeat("x,y\n", 818)), "data.csv"));
        DatasetCheck lines = Check(string.Concat(Enumerable.Repeat("{\"body\":\"x\",\"label\":\"y\"}\n", 818)));
        DatasetCheck misspelt = Dataset.Check(_files.Write("input,target\nx,y\nz,y\n", "data.csv"), new DatasetFields { Input = "inptu" });

        Assert.Equal(1, Assert.Single(table.Problems).Line);
        DatasetProblem problem = Assert.Single(lines.Problems);
        Assert.Contains("No line has an input", problem.Message, StringComparison.Ordinal);
        Assert.Contains("DatasetFields.Input body", problem.Message, StringComparison.Ordinal);
        Assert.Equal("inptu", Assert.Single(misspelt.Problems).Field);
    }

    [Fact]
    public void Formulas_of_spreadsheets_and_NUL_are_doubted()
    {
        Assert.Contains("formula of a spreadsheet", Assert.Single(Dataset.Check(_files.Write("id,input,target\n=\"001\",a?,=\"007\"\n", "f.csv")).Problems).Message, StringComparison.Ordinal);
        Assert.Contains("NUL", Assert.Single(Check("{\"input\":\"a \\u0000\",\"target\":\"x\"}").Problems).Message, StringComparison.Ordinal);
    }

    private DatasetCheck Check(string text) => Dataset.Check(_files.Write(text));
}
