namespace LlmNotebooks.Metrics;

/// <summary>NLTK's smoothing methods of BLEU, under its numbers.</summary>
/// <remarks>After Chen and Cherry (2014), as <c>nltk.translate.bleu_score.SmoothingFunction</c> has them; methods 5 to 7 are not here.</remarks>
public enum NltkSmoothing
{
    /// <summary>None: without a match of some order the score is 0. (NLTK returns about 1e-78 or less.)</summary>
    Method0,

    /// <summary>0.1 matches where there is none.</summary>
    Method1,

    /// <summary>One more match and one more n-gram in every order but the first.</summary>
    Method2,

    /// <summary>Half a match for the first order without one, a quarter for the next, and so on.</summary>
    Method3,

    /// <summary>Method 3, divided by 5 / ln(tokens of the candidate); an order of a candidate of one token is left out.</summary>
    Method4,
}
