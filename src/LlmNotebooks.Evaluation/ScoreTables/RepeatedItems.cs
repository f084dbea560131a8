namespace LlmNotebooks.Evaluation;

/// <summary>Items for which a table of scores has more than one row of one model, though no column says that they are repetitions.</summary>
/// <param name="Count">How many pairs of model and item have more than one row, at least 1.</param>
/// <param name="Model">The model of the first.</param>
/// <param name="Item">Its item.</param>
/// <param name="FirstLine">Line, from 1, of its first row.</param>
/// <param name="SecondLine">Line, from 1, of its second row.</param>
public sealed record RepeatedItems(int Count, string Model, string Item, int FirstLine, int SecondLine)
{
    /// <summary>The same in words.</summary>
    public override string ToString() =>
        $"{(Count == 1 ? "One pair of model and item has" : $"{Count} pairs of model and item have")} more than one row ({(Count == 1 ? string.Empty : "the first: ")}model '{Model}', item '{Item}', lines {FirstLine} and {SecondLine}); "
        + "their scores are averaged, as repetitions are.";
}
