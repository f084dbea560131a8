namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Which answers of a run are read, and what of them.</summary>
public sealed record AnswerQuery
{
    /// <summary>Only this candidate's, by its position in the plan; null, the default, for all.</summary>
    public int? Candidate { get; init; }

    /// <summary>Only this sample's, by its position in the data set; null, the default, for all.</summary>
    public int? Sample { get; init; }

    /// <summary>Whether texts are read; without them an answer is a few numbers. Default false.</summary>
    public bool WithTexts { get; init; }

    /// <summary>Whether scores are read. Default false.</summary>
    public bool WithScores { get; init; }

    /// <summary>Only answers that this scoring has no score of, by its number; null, the default, for all.</summary>
    public int? Unscored { get; init; }
}
