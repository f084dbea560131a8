using System.Text.Json;
using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>A figure has one name, whether it is printed for people, as CSV or as JSON.</summary>
public sealed partial class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A command with a table, where its JSON has the rows, and members that stand there elsewhere or by another shape.</summary>
    public static TheoryData<string, string, string> Tables => new()
    {
        { "runs list --store STORE", "", "" },
        { "runs show skills --store STORE", "models", "metric category" },
        { "compare skills --store STORE", "pairs", "model group rank mean se method best_probability clusters items left_out missing" },
        { "compare skills skills-nano-f16 skills-pico-f16 --store STORE", "$", "side model mean method se_clustered se_clustered_uncorrected se_naive missing unpaired comparison a_mean b_mean" },
        { "cost run skills --store STORE --as skills-nano-f16=openai/gpt-5-mini", "", "" },
        { "cost estimate --model openai/gpt-5-mini --requests 5 --input 10 --output 10", "", "" },
        { "tco PLAN --paths 200", "options", "input range saving_at_low_usd saving_at_high_usd swing_usd break_even_month_at_low break_even_month_at_high" },
        { "models MODEL", "", "" },
        { "metrics --list", "", "" },
        { "evaluate --dataset DATA --model MODEL --plan --store STORE", "models", "" },
        { "stats adjust --csv PVALUES --p p", "$", "" },
        { "stats ranking --csv SCORES", "models", "" },
        { "stats bradley-terry --csv DUELS", "ratings", "" },
        { "stats elo --csv DUELS", "ratings", "" },
        { "stats pass-at-k --csv SCORES --score score --model model --k 1", "at", "" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Headings_header_and_members_are_the_same_names(string command, string path, string elsewhere)
    {
        string csvOption = command.StartsWith("stats", StringComparison.Ordinal) || command.StartsWith("compare", StringComparison.Ordinal) ? "--as-csv" : "--csv";
        string[] words = [.. command.Split(' ').Select(File)];

        Finished text = await CommandLine.RunAsync(words), csv = await CommandLine.RunAsync([.. words, csvOption]);
        JsonElement json = await CommandLine.JsonAsync(words), rows = path.Length == 0 ? json : path == "$" ? json : json.GetProperty(path);
        JsonElement row = rows.ValueKind == JsonValueKind.Array ? rows[0] : rows;

        Assert.True(text.ExitCode == 0 && csv.ExitCode == 0, $"{text}\n{csv}");
        string[] members = [.. row.EnumerateObject().Select(member => member.Name), .. elsewhere.Split(' ')];
        string[] header = csv.Output.ReplaceLineEndings("\n").Split('\n')[0].Split(',');
        string[] headings = [.. Headings(text.Output)];
        Assert.NotEmpty(headings);
        Assert.Empty(header.Except(members));
        Assert.Empty(headings.Except(Categories(json)).Except([.. members, .. header]));
    }

    [Theory]
    [InlineData("runs list --store STORE --json --csv")]
    [InlineData("runs show skills --store STORE --csv --json")]
    [InlineData("compare skills --store STORE --as-csv --json")]
    [InlineData("stats adjust --csv PVALUES --p p --as-csv --json")]
    [InlineData("tco PLAN --csv --json")]
    public async Task Two_forms_at_once_are_wrong_usage(string command)
    {
        Finished finished = await CommandLine.RunAsync([.. command.Split(' ').Select(File)]);

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        Assert.Contains("choose one", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_stands_alone_on_stdout_and_remarks_on_stderr()
    {
        string store = File("STORE");

        Finished compared = await CommandLine.RunAsync("compare", "skills", "skills-nano-f16", "skills-pico-f16", "--store", store, "--as-csv");

        Assert.Equal(2, compared.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("is better than", compared.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_several_metrics_has_its_calls_in_one_table()
    {
        string store = File("STORE");
        Finished scored = await CommandLine.RunAsync("score", "skills", "--store", store, "--metric", "levenshtein");

        Assert.Equal(0, scored.ExitCode);
        Assert.Equal(1, scored.Output.Split("latency_median_ms").Length - 1);
        Assert.Equal(1, scored.Output.Split("95% interval").Length - 1);
        Assert.Matches(@"skills-pico-f16 +levenshtein +0\.\d+ +0\.\d+ +0\.\d+ to 0\.\d+", scored.Output);
    }

    public void Dispose() => _folder.Dispose();

    // Bounds stand together: their columns are told by the word interval.
    private static IEnumerable<string> Headings(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Zip(lines.Skip(1)).Where(pair => Rule().IsMatch(pair.Second)).SelectMany(pair => Gap().Split(pair.First.Trim()))
            .Where(heading => !heading.EndsWith("interval", StringComparison.Ordinal)).Select(heading => heading.Split(" (")[0]).Distinct();
    }

    // Names of data, and no figures.
    private static string[] Categories(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("models", out JsonElement models) && models[0].TryGetProperty("by_category", out JsonElement categories) ? [.. categories.EnumerateObject().Select(category => category.Name)] : [];

    private string File(string word)
    {
        string path = _folder.File(word);
        string? lines = word switch
        {
            "PVALUES" => "p\n0.01\n0.04\n",
            "SCORES" => "model,item,score\na,q1,1\na,q2,0\na,q3,1\nb,q1,1\nb,q2,1\nb,q3,0\n",
            "DUELS" => "left,right,winner\na,b,left\nb,c,left\nc,b,tie\nc,a,left\n",
            _ => null,
        };
        if (lines is not null) { System.IO.File.WriteAllText(path, lines); }
        if (word == "STORE" && !System.IO.File.Exists(path)) { System.IO.File.Copy(Repository.PathOf("data", "recordings", "skills.db"), path); }
        return word switch
        {
            "PVALUES" or "SCORES" or "DUELS" or "STORE" => path,
            "PLAN" => Repository.PathOf("examples", "tco.json"),
            "MODEL" => CommandLine.Model("skills-pico-f16"),
            "DATA" => CommandLine.Dataset,
            _ => word,
        };
    }

    [GeneratedRegex("^-+( +-+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(" {2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Gap();
}
