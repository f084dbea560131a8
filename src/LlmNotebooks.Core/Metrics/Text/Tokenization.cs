namespace LlmNotebooks.Metrics;

/// <summary>How a text is cut into tokens. Scores are comparable only where it is the same.</summary>
public enum Tokenization
{
    /// <summary>WMT's mteval-v13a, sacreBLEU's 13a: case kept, ASCII punctuation apart.</summary>
    Mteval13a,

    /// <summary>At white space and nowhere else: sacreBLEU's none, for text that is tokenized already.</summary>
    WhiteSpace,

    /// <summary>Every character that is not white space: sacreBLEU's char, for scripts without spaces.</summary>
    Characters,

    /// <summary>Every run of letters, numbers and underscores in lower case: Python's <c>\w+</c>.</summary>
    Words,

    /// <summary>Every run of a to z and 0 to 9 in lower case: rouge_score's.</summary>
    Rouge,

    /// <summary>The same, words longer than three letters reduced by <see cref="PorterStemmer"/>.</summary>
    RougeStemmed,

    /// <summary>SQuAD's: lower case, without ASCII punctuation, without a, an and the, at white space.</summary>
    Squad,

    /// <summary>That of Microsoft.Extensions.AI.Evaluation.NLP: upper case, symbols and punctuation apart, numbers with their punctuation.</summary>
    Meai,
}
