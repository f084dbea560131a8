using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>How chrF is computed. The defaults are sacreBLEU's.</summary>
public sealed record ChrFOptions
{
    /// <summary>Longest character n-gram, 1 to 16. Default 6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 1 to 16.</exception>
    public int CharacterOrder
    {
        get;
        init => field = Guard.Between(value, 1, 16, nameof(CharacterOrder));
    } = 6;

    /// <summary>Longest word n-gram, 0 to 16; 2 makes it chrF++. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 16.</exception>
    public int WordOrder
    {
        get;
        init => field = Guard.Between(value, 0, 16, nameof(WordOrder));
    }

    /// <summary>How many times as much recall counts as precision, above 0 and finite. Default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or infinite or NaN.</exception>
    public double Beta
    {
        get;
        init => field = Guard.AboveZero(value, nameof(Beta));
    } = 2;

    /// <summary>Whether capital letters count as small ones. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts among the characters. Default false.</summary>
    public bool WhiteSpace { get; init; }

    /// <summary>
    /// Whether orders longer than a text count as next to nothing and F is averaged over the orders, as chrF++.py, Moses and NLTK do;
    /// else they are left out, and precision and recall are averaged. Default false.
    /// </summary>
    public bool EpsilonSmoothing { get; init; }

    /// <summary>The defaults of chrF++.</summary>
    public static ChrFOptions PlusPlus { get; } = new() { WordOrder = 2 };

    /// <summary>What changes scores, as a metric states it.</summary>
    internal SortedDictionary<string, object?> Parameters() => new(StringComparer.Ordinal)
    {
        ["character_order"] = CharacterOrder,
        ["word_order"] = WordOrder,
        ["beta"] = Beta,
        ["ignore_case"] = Lowercase,
        ["whitespace"] = WhiteSpace,
        ["epsilon_smoothing"] = EpsilonSmoothing,
    };
}
