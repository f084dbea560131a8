using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Every_error_is_listed_and_not_the_first_only()
    {
        DatasetCheck check = Check(
            """
            {"id":"a","input":"x"}
            not json
            {"id":"a","input":" ","choices":["y"],"category":["c"]}
            [1]
            {"id":"b","input":"q","choices":["x","y"],"answer":9}
            {"id":"c","messages":[{"role":"robot","content":"x"}]}
            {"id":"d","id":"e","input":"x"}
            """);

        Assert.False(check.IsValid);
        Assert.Null(check.Dataset);
        Assert.Equal(
            [(2, null), (3, "id"), (3, "input"), (3, "choices"), (3, "category"), (4, null), (5, "answer"), (6, "messages[0].role"), (7, "id")],
            check.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => (problem.Line!.Value, problem.Field)));
        Assert.Equal(9, check.Errors);
    }

    [Fact]
    public void What_loads_has_no_error_and_what_does_not_has_the_first_that_loading_tells()
    {
        string good = _files.Write("input,target\nx,1\n", "good.csv"), bad = _files.Write("input,target\nx,1\ny\n", "bad.csv");

        DatasetCheck check = Dataset.Check(good);
        Assert.Equal((true, 0, 0), (check.IsValid, check.Errors, check.Warnings));
        Assert.Equal(Dataset.Load(good).Hash, check.Dataset!.Hash);
        DatasetProblem problem = Assert.Single(Dataset.Check(bad).Problems);
        DatasetFormatException thrown = Assert.Throws<DatasetFormatException>(() => Dataset.Load(bad));
        Assert.Equal((thrown.Line, thrown.Field), (problem.Line, problem.Field));
        Assert.Equal($"{bad}, {problem}", thrown.Message);
    }

    [Fact]
    public void The_shipped_data_has_no_error() =>
        Assert.True(Dataset.Check(Repository.PathOf("data", "datasets", "skills-test.jsonl")).IsValid);

    [Theory]
    [InlineData("{\"input\":\"x\",\"target\":\"1\"}\n{\"input\":\" x\",\"target\":\"1\"}", 2, "input", "Asks the same as line 1; one question")]
    [InlineData("{\"input\":\"x\",\"target\":\"1\"}\n{\"input\":\"x\",\"target\":\"2\"}", 2, "input", "expects another answer")]
    [InlineData("{\"input\":\"x\",\"target\":\"1 \"}", 1, "target", "white space around it")]
    [InlineData("{\"input\":\"x\",\"target\":\"\"}", 1, "target", "is blank")]
    [InlineData("{\"input\":\"x\",\"target\":\"1\"}\n{\"input\":\"y\"}", 2, "target", "1 of 2 samples have no target")]
    [InlineData("{\"input\":\"x\"}\n{\"input\":\"y\"}", 1, "target", "All 2 samples have no target")]
    [InlineData("{\"input\":\"x\",\"target\":\"1\"}\n{\"input\":\"y\",\"target\":1}", 2, "target", "a number here, and a text in line 1")]
    [InlineData("{\"input\":\"x\",\"target\":\"1\",\"choices\":[\"1\",\"2\"]}\n{\"input\":\"y\",\"target\":\"1\",\"choices\":[\"1\",\"3\"]}", null, "choices", "is A in all 2 samples")]
    [InlineData("{\"input\":\"x\",\"target\":\"B\",\"choices\":[\"A) 1\",\"(B) 2\"]}", 1, "choices", "carry their letters already")]
    [InlineData("{\"input\":\"caf\uFFFD\",\"target\":\"1\"}", 1, "input", "replacement character")]
    public void Doubts_are_warnings(string text, int? line, string field, string warning)
    {
        DatasetCheck check = Check(text);

        Assert.True(check.IsValid);
        DatasetProblem problem = Assert.Single(check.Problems);
        Assert.Equal((ProblemSeverity.Warning, line, field), (problem.Severity, problem.Line, problem.Field));
        Assert.Contains(warning, problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, check.Warnings);
    }

    [Fact]
    public void Categories_that_are_small_missing_or_alike_are_warnings()
    {
        DatasetCheck check = Check(string.Join('\n', Enumerable.Range(1, 8).Select(i => $$"""{"input":"x{{i}}","target":"1","category":{{(i == 1 ? "\"math\"" : i == 8 ? "null" : "\"Math\"")}}}""")));

        Assert.Equal(
            [
                "line 1, field 'category': The category 'math' has 1 sample only; a score of its own says little.",
                "line 1, field 'category': The categories 'Math', 'math' differ in case or white space only; they count apart.",
                "line 8, field 'category': 1 of 8 samples have no category, and are in none of the results by category.",
            ],
            check.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void The_same_question_after_another_conversation_or_with_other_choices_is_another_question() =>
        Assert.Empty(Check(
            """
            {"input":"x","target":"1"}
            {"system":"s","input":"x","target":"1"}
            {"input":"x","target":"A","choices":["1","2"]}
            {"input":"x","target":"B","choices":["1","3"]}
            """).Problems);

    [Fact]
    public void All_are_counted_and_as_many_listed_as_asked_for()
    {
        DatasetCheck check = Dataset.Check(_files.Write(string.Concat(Enumerable.Repeat("{\"id\":\"a\"}\n{\"input\":\"x\"}\n", 10))), limit: 3);

        // Ten lines without input; nine ids and nine questions that were there before.
        Assert.Equal((19, 3), (check.Errors, check.Problems.Count));
        Assert.All(check.Problems, problem => Assert.Equal(ProblemSeverity.Error, problem.Severity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Check("x", limit: 0));
    }

    [Fact]
    public void A_field_that_no_line_has_and_an_empty_file_are_errors()
    {
        Assert.Equal("none", Assert.Single(Dataset.Check(_files.Write("""{"input":"x","target":"1"}"""), new DatasetFields { Category = "none" }).Problems).Field);
        Assert.Contains("has no sample", Assert.Single(Check("\n").Problems).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Dataset.Check("none.jsonl"));
    }

    private DatasetCheck Check(string text) => Dataset.Check(_files.Write(text));
}
