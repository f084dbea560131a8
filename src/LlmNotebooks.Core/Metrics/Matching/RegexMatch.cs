using System.Text.RegularExpressions;

namespace LlmNotebooks.Metrics;

/// <summary>Whether a regular expression matches somewhere in the answer.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. The pattern is .NET's; without one, every reference of the sample is a pattern, and one that matches is enough.
/// Matching takes time linear in the answer where the pattern allows it; one with look-around or backreferences is given up after a second, and the score is missing.
/// Missing, too, where there is no pattern: the sample has no target, or its targets are empty or no regular expressions.
/// </remarks>
public sealed class RegexMatch : IMetric
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly Regex? _regex;

    /// <summary>A metric by pattern.</summary>
    /// <param name="pattern">A regular expression, not empty, for all samples; null where the references of each are its patterns. <c>^…$</c> asks for the whole answer.</param>
    /// <param name="ignoreCase">Whether upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">The pattern is empty or no regular expression.</exception>
    public RegexMatch(string? pattern = null, bool ignoreCase = false)
    {
        IgnoreCase = ignoreCase;
        if (pattern is null) { return; }
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        _regex = Compile(pattern);
    }

    /// <summary>Name of the metric; give each its own where a run has several. Default <c>regex</c>.</summary>
    public string Name { get; init; } = "regex";

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = Name, PassMark = 1, Parameters = { ["pattern"] = Pattern, ["ignore_case"] = IgnoreCase } };

    /// <summary>The pattern for all samples; null where the references are the patterns.</summary>
    public string? Pattern => _regex?.ToString();

    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoreCase { get; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        return new(_regex is not null ? Match(_regex, answer.Text)
            : references.Count == 0 ? Score.Missing(ReferenceScore.NoTarget)
            : Any(references, answer.Text));
    }

    private Score Any(IReadOnlyList<string> patterns, string answer)
    {
        Score? missing = null;
        foreach (string pattern in patterns)
        {
            Score score = Try(pattern, answer);
            if (score.Value == 1) { return score; }
            if (score.IsMissing) { missing = score; }
        }

        // What could not be tried might have matched.
        return missing ?? Score.Of(0);
    }

    private Score Try(string pattern, string answer)
    {
        if (pattern.Length == 0) { return Score.Missing("the sample's target is empty, and an empty pattern matches every answer"); }
        try
        {
            return Match(Compile(pattern), answer);
        }
        catch (RegexParseException e)
        {
            return Score.Missing($"the sample's target is no regular expression: {e.Message}");
        }
    }

    private static Score Match(Regex regex, string answer)
    {
        try
        {
            Match match = regex.Match(answer);
            return match.Success ? Score.Of(1, $"matched '{Excerpt(match.Value)}'") : Score.Of(0);
        }
        catch (RegexMatchTimeoutException)
        {
            return Score.Missing($"the pattern was given up after {LongestMatch.TotalSeconds} s");
        }
    }

    private Regex Compile(string pattern)
    {
        RegexOptions options = RegexOptions.CultureInvariant | (IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, LongestMatch);
        }
    }

    private static string Excerpt(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
