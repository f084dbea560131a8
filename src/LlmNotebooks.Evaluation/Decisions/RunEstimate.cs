using System.Globalization;
using System.Text;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>What a planned run will take, and what it can tell, before its first call.</summary>
public sealed record RunEstimate
{
    /// <summary>Where the figures come from, in words: a pilot, or rules of thumb.</summary>
    public required string Source { get; init; }

    /// <summary>Samples asked.</summary>
    public required int Samples { get; init; }

    /// <summary>Distinct clusters among them; a sample without a cluster counts as its own.</summary>
    public required int Clusters { get; init; }

    /// <summary>How often each is asked.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Each model, in the order given.</summary>
    public required IReadOnlyList<ModelRunEstimate> Models { get; init; }

    /// <summary>Time of the whole run at the given number of calls at once; null where no pilot measured every model.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Width of the range of the scores; a point is a hundredth of it.</summary>
    public double ScoreRange { get; init; } = 1;

    /// <summary>The smallest difference of two models' mean scores that these samples find; null where there is one model, or fewer than two clusters.</summary>
    public PairedPlan? Detectable { get; init; }

    /// <summary>What it takes to find the difference asked for; null where none was asked for, or there is one model.</summary>
    public PairedPlan? Needed { get; init; }

    /// <summary>What the samples that <see cref="Needed"/> asks for would cost in USD, at the price of an average call; null where it is not known.</summary>
    public decimal? NeededCostUsd { get; init; }

    /// <summary>Calls of all models.</summary>
    public long Calls => Models.Sum(model => model.Calls);

    /// <summary>Prompt tokens of all models.</summary>
    public long InputTokens => Models.Sum(model => model.InputTokens);

    /// <summary>Answer tokens of all models; null where a model's are not known.</summary>
    public long? OutputTokens => Models.Any(model => model.OutputTokens is null) ? null : Models.Sum(model => model.OutputTokens);

    /// <summary>Price of the run in USD; null where a model's is not known.</summary>
    public decimal? CostUsd => Models.Any(model => model.CostUsd is null) ? null : Models.Sum(model => model.CostUsd);

    /// <summary>Price of what has one, in USD.</summary>
    public decimal AtLeastUsd => Models.Sum(model => model.CostUsd ?? 0);

    /// <summary>The plan in sentences, one a line.</summary>
    public override string ToString()
    {
        StringBuilder words = new();
        words.Append(CultureInfo.InvariantCulture, $"{Samples:N0} samples{(Clusters < Samples ? $" in {Clusters:N0} clusters" : "")} × {Count(Models.Count, "model")} × {Count(Repetitions, "repetition")} = {Count(Calls, "call")}.");
        string most = Models.Any(model => model.OutputIsLongest) ? "at most " : "about ";
        words.Append(CultureInfo.InvariantCulture, $"\nAbout {InputTokens:N0} prompt tokens and {(OutputTokens is { } output ? most + output.ToString("N0", CultureInfo.InvariantCulture) : "an unknown number of")} answer tokens ({Source}).");
        words.Append('\n').Append(CostUsd is { } cost ? $"{(most == "at most " ? "At most" : "About")} {Usd.Text(cost)}." : $"At least {Usd.Text(AtLeastUsd)}; no price for {string.Join(", ", Models.Where(model => model.CostUsd is null).Select(model => $"{model.Model} ({model.Unpriced})"))}.");
        words.Append('\n').Append(Time is { } time ? $"About {Duration(time)}." : "How long it takes is unknown without a pilot run.");
        if (Detectable is { } detectable) { words.Append('\n').Append(Separates(detectable)); }
        else if (double.IsPositiveInfinity(ScoreRange) && Models.Count > 1) { words.Append("\nWhich differences can be seen is not known, since the scores have no bounds: a pilot run tells how they vary."); }
        if (Needed is { } needed)
        {
            string price = NeededCostUsd is { } usd ? $", {Usd.Text(usd)}" : string.Empty;
            words.Append(CultureInfo.InvariantCulture, $"\nTo separate {Points(needed.Effect)} you need {needed.Items:N0} samples{price}.");
        }

        return words.ToString();
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Duration(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? "a second"
        : time.ToString(time.TotalDays < 1 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    private string Points(double effect) => double.IsPositiveInfinity(ScoreRange)
        ? string.Create(CultureInfo.InvariantCulture, $"a difference of {effect:0.####}")
        : string.Create(CultureInfo.InvariantCulture, $"{100 * effect / ScoreRange:0.##} points");

    private string Separates(PairedPlan plan) => plan.Effect > ScoreRange
        ? string.Create(CultureInfo.InvariantCulture, $"These samples do not tell two models apart, however much they differ ({plan.Design.Source}).")
        : string.Create(CultureInfo.InvariantCulture, $"With {Samples:N0} samples two models are told apart from {Points(plan.Effect)} on, {100 * plan.Power:0}% of the time at {100 * plan.Confidence:0.###}% confidence ({plan.Design.Source}).");
}
