using System.Text.Json;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Runs;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_lines_hold_every_answer_and_null_for_what_is_missing()
    {
        string[] lines = (await ExportAsync(ExportFormat.JsonLines)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        JsonElement first = JsonElement.Parse(lines[0]), failed = JsonElement.Parse(lines[2]);
        Assert.Equal("say \"a\",\nä", first.GetProperty("answer").GetString());
        Assert.Equal(1, first.GetProperty("scores").GetProperty("exact-match").GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("answer").ValueKind);
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("scores").GetProperty("exact-match").GetProperty("value").ValueKind);
        Assert.Equal("failed", failed.GetProperty("error_type").GetString());
    }

    [Fact]
    public async Task A_csv_export_is_a_table_of_scores_again()
    {
        string path = _folder.File("run.csv");
        string csv = await ExportAsync(ExportFormat.Csv);
        await File.WriteAllTextAsync(path, csv, TestContext.Current.CancellationToken);

        // RFC 4180, section 2.1: records end with CRLF; a line feed within a field stays as it is.
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        IReadOnlyList<ItemScore> scores = ScoreTable.Load(path, new ScoreColumns("model", "sample", "exact-match", "repetition")).Scores("m, quoted");

        Assert.Equal([new("s1", 1), new("s2", 0), new("s3", null)], scores);
    }

    // OWASP, "CSV injection": =, +, -, @, tab and carriage return begin a formula; a number does not.
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", true)]
    [InlineData("@SUM(A1)", true)]
    [InlineData("+1 more", true)]
    [InlineData("- a list", true)]
    [InlineData("\tx", true)]
    [InlineData("-5", false)]
    [InlineData("+1.5e3", false)]
    [InlineData("a=b", false)]
    public async Task What_a_spreadsheet_would_run_gets_an_apostrophe_and_is_counted(string answer, bool isFormula)
    {
        Run run = await SmallRuns.RunAsync(_folder.File("f.db"), Dataset.Create("d", [new("s1", "x") { Target = "y" }]), new("m", new FakeChatClient(_ => answer)), new RunOptions { RunId = "f" });
        using StringWriter plain = new(), kept = new(), lines = new();

        int guarded = await run.ExportCsvAsync(plain, new ExportOptions { ByteOrderMark = true }, TestContext.Current.CancellationToken);

        Assert.Equal(isFormula ? 1 : 0, guarded);
        Assert.Equal(isFormula, plain.ToString().Contains("'" + answer.Replace("\"", "\"\"", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.StartsWith("\uFEFFrun,model,", plain.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await run.ExportCsvAsync(kept, new ExportOptions { KeepFormulas = true }, TestContext.Current.CancellationToken));
        Assert.StartsWith("run,model,", kept.ToString(), StringComparison.Ordinal);
        await run.ExportAsync(lines, ExportFormat.JsonLines, TestContext.Current.CancellationToken);
        Assert.Equal(answer, JsonElement.Parse(lines.ToString()).GetProperty("answer").GetString());
    }

    private async Task<string> ExportAsync(ExportFormat format)
    {
        Dataset dataset = Dataset.Create("d", [new("s1", "say \"a\",\nä") { Target = "say \"a\",\nä" }, new("s2", "x") { Target = "y" }, new("s3", "fail") { Target = "z" }]);
        Candidate candidate = new("m, quoted", new FakeChatClient(input => input == "fail" ? throw new InvalidOperationException("no") : input));
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), dataset, candidate, new RunOptions { RunId = "r" });
        using StringWriter writer = new();
        await run.ExportAsync(writer, format, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
