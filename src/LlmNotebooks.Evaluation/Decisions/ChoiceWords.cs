using System.Globalization;
using System.Text;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>Writes a <see cref="Choice"/> as sentences, all numbers from the choice itself.</summary>
internal static class ChoiceWords
{
    public static string Of(Choice choice)
    {
        ChoiceOption chosen = choice.Options.First(option => option.Model == choice.Chosen);
        ChoiceOption best = choice.Options.First(option => option.Model == choice.Best);
        StringBuilder words = new();
        if (choice.Calls < choice.PlannedCalls) { words.Append(Invariant($"The run is not complete: {choice.Calls} of {choice.PlannedCalls} calls are stored. ")); }
        string superlative = choice.Info.Better == Better.Higher ? "highest" : "lowest";
        words.Append(Invariant($"Take {chosen.Model}. "));
        if (chosen == best)
        {
            string has = choice.Options.Any(option => option != best && option.Score == best.Score) ? "shares" : "has";
            words.Append(Invariant($"It {has} the {superlative} {choice.Metric}, {best.Score:0.000} over {choice.Samples} samples in {choice.Clusters} clusters"));
            words.Append(choice.Options.Count == 1
                ? "; there was no other candidate."
                : choice.Options.All(option => option.Cost is null) ? Invariant($"; the {choice.Cost.Name} of no candidate is known.")
                : Invariant($", and no candidate with a smaller {choice.Cost.Name} is shown to be within {choice.Margin:0.####} of it."));
        }
        else
        {
            words.Append(Invariant($"Its {choice.Metric} is {chosen.Score:0.000}; the {superlative} is {best.Score:0.000}, of {best.Model}. "));
            words.Append(Invariant($"Paired by sample, {Standing(choice, chosen)}, which is within the margin of {choice.Margin:0.####}; "));
            words.Append(Saving(choice.Cost, chosen, best));
        }

        foreach (ChoiceOption option in choice.Options.Where(option => option != chosen && option != best))
        {
            words.Append('\n').Append(Invariant($"{option.Model}: {option.Reason}{(option.Score is null ? "" : $" ({Standing(choice, option)})")}."));
        }

        if (choice.Options.Count > 2)
        {
            words.Append('\n').Append(Invariant($"All intervals hold together at {100 * choice.Confidence:0.###}% confidence."));
        }

        return words.ToString();
    }

    private static string Standing(Choice choice, ChoiceOption option) => option switch
    {
        { Difference: { } difference, Interval: { } interval } => Invariant($"the difference to {choice.Best} is {Signed(difference)}, interval {Bounds(interval)}"),
        { Difference: { } difference } => Invariant($"the difference to {choice.Best} is {Signed(difference)}, without an interval"),
        _ => Invariant($"it shares no scored item with {choice.Best}"),
    };

    private static string Saving(Cost cost, ChoiceOption chosen, ChoiceOption best) => (chosen.Cost, best.Cost) switch
    {
        ({ } less, { } more) => Invariant($"its {cost.Name} is {1 - (less / more):0%} less ({cost.Format(less)} against {cost.Format(more)})."),
        ({ } less, null) => Invariant($"its {cost.Name} is {cost.Format(less)}, that of {best.Model} is unknown."),
        _ => Invariant($"its {cost.Name} is unknown."),
    };

    private static string Bounds(Interval interval) => $"{Signed(interval.Lower)} to {Signed(interval.Upper)}";

    private static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
