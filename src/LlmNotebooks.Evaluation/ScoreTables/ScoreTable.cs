using LlmNotebooks.Evaluation.ScoreTables;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>Scores that came from anywhere, by model, ready to be compared.</summary>
public sealed class ScoreTable
{
    private readonly Dictionary<string, List<ItemScore>> _byModel;

    internal ScoreTable(string path, Dictionary<string, List<ItemScore>> byModel, RepeatedItems? repeatedItems)
    {
        Path = path;
        RepeatedItems = repeatedItems;
        _byModel = byModel;
        Models = [.. byModel.Keys];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of the models, in the order of their first row.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>Items with more than one row of one model, whose scores are averaged as repetitions; null where there are none, or a column of the repetition is named.</summary>
    public RepeatedItems? RepeatedItems { get; }

    /// <summary>Reads a CSV file (RFC 4180: quotes, a header line; UTF-8) with one row per score.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Names of the columns; null for <c>model</c>, <c>item</c>, <c>score</c>. Other columns are ignored.</param>
    /// <remarks>Tabs separate the fields of a .tsv; of another file, the one of comma, semicolon and tab with which the header has the columns. Rows of blank cells are left out.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ScoreTableException">The file is not such a table; the message has the line, the column and the way out.</exception>
    public static ScoreTable Load(string path, ScoreColumns? columns = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no table of scores '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        return ScoreTableReader.Read(path, columns ?? new ScoreColumns());
    }

    /// <summary>One model's observations, in the file's order.</summary>
    /// <exception cref="ArgumentException">The table has no such model.</exception>
    public IReadOnlyList<ItemScore> Scores(string model) =>
        _byModel.TryGetValue(model, out List<ItemScore>? scores)
            ? scores
            : throw new ArgumentException($"'{Path}' has no model '{model}'; it has {string.Join(", ", Models)}.", nameof(model));

    /// <summary>Compares two models on the items that both have scores for.</summary>
    /// <param name="a">Name of the first; differences are first minus second.</param>
    /// <param name="b">Name of the second.</param>
    /// <param name="confidence">Level of the interval and of the verdict, in (0, 1).</param>
    /// <exception cref="ArgumentException">The table has no such model, or an item is in two clusters.</exception>
    public PairedComparison Compare(string a, string b, double confidence = 0.95) =>
        PairedComparison.Compare(a, Scores(a), b, Scores(b), confidence);

    /// <summary>Compares all models with each other, paired by item.</summary>
    /// <param name="confidence">Level of the intervals, and at which all verdicts hold together, in (0, 1).</param>
    /// <param name="models">Only these, at least two; null for all of the table.</param>
    /// <param name="seed">Of the resampling.</param>
    /// <param name="resamples">Of the ranking, at least 100.</param>
    /// <exception cref="ArgumentException">The table has no such model, one is named twice, there are fewer than two, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> or <paramref name="resamples"/> is out of range.</exception>
    public AllPairsComparison CompareAll(double confidence = 0.95, IReadOnlyCollection<string>? models = null, long seed = 1, int resamples = 10_000)
    {
        models ??= Models;
        Run.RequireDistinct(models, nameof(models));
        return AllPairsComparison.Compare(models.ToDictionary(model => model, IEnumerable<ItemScore> (model) => Scores(model), StringComparer.Ordinal), seed, resamples, confidence);
    }
}
