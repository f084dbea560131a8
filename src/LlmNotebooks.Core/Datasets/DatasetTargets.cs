using LlmNotebooks.Datasets.Reading;

namespace LlmNotebooks.Datasets;

/// <summary>What the targets of a dataset look like, which tells what can score it.</summary>
public static class DatasetTargets
{
    /// <summary>A sentence on the targets' form and the metric that reads it: "1,319 of 1,319 targets end in '#### number': --metric numeric-match".</summary>
    /// <param name="dataset">A dataset.</param>
    /// <returns>Null where there is no target, or where most have no form of their own and are short texts, which <c>exact-match</c> compares.</returns>
    public static string? DescribeTargets(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        TargetForms forms = new();
        foreach (Sample sample in dataset.Samples) { forms.Note(sample); }
        return forms.Describe();
    }
}
