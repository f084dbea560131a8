namespace LlmNotebooks.Metrics.Text;

/// <summary>What one thread works with, kept from call to call: scoring a short answer allocates next to nothing.</summary>
internal sealed class Scratch
{
    // A thread that has seen a text larger than this does not keep its buffers.
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static Scratch? _kept;

    private readonly CharBuffer _lower = new(), _first = new(), _second = new();

    /// <summary>Tokens of the texts at hand.</summary>
    public TokenIndex Tokens { get; } = new();

    /// <summary>Where each reference ends among the tokens.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>Characters of the texts at hand.</summary>
    public CodePoints CodePoints { get; } = new();

    /// <summary>Counts n-grams of either.</summary>
    public NGramMatcher NGrams { get; } = new();

    /// <summary>This thread's, emptied.</summary>
    public static Scratch Take()
    {
        if (_kept is null || _kept.Tokens.Length > MostKept || _kept.CodePoints.Length > MostKept) { _kept = new Scratch(); }
        _kept.Tokens.Clear();
        _kept.CodePoints.Clear();
        _kept.Ends.Clear();
        return _kept;
    }

    /// <summary>Gives the text's tokens to the sink.</summary>
    public void Tokenize(string text, Tokenization tokenization, bool lowercase, ITokenSink sink)
    {
        ReadOnlySpan<char> read = Lower(text, lowercase || tokenization is Tokenization.Words or Tokenization.Rouge or Tokenization.RougeStemmed);
        switch (tokenization)
        {
            case Tokenization.Mteval13a: Mteval13aTokenizer.Tokenize(Characters.TrimEnd(read), sink, _first, _second); break;
            case Tokenization.WhiteSpace: WhiteSpace.Split(read, sink); break;
            case Tokenization.Characters: WordTokenizer.Each(read, sink); break;
            case Tokenization.Words: WordTokenizer.Words(read, sink); break;
            case Tokenization.Rouge: WordTokenizer.Rouge(read, stem: false, sink); break;
            case Tokenization.RougeStemmed: WordTokenizer.Rouge(read, stem: true, sink); break;
            case Tokenization.Squad: SquadTokenizer.Tokenize(read, sink, _first, _second); break;
            case Tokenization.Meai: MeaiTokenizer.Tokenize(read, sink, _first); break;
            default: throw new ArgumentOutOfRangeException(nameof(tokenization), tokenization, "There is no such tokenization.");
        }
    }

    /// <summary>Numbers the text's tokens.</summary>
    public void Add(string text, Tokenization tokenization, bool lowercase = false) => Tokenize(text, tokenization, lowercase, Tokens);

    /// <summary>Numbers the text's words as chrF++ counts them.</summary>
    public void AddWords(string text, bool lowercase) => WordTokenizer.PunctuationApart(Lower(text, lowercase), Tokens);

    /// <summary>Numbers the text's characters.</summary>
    public void AddCharacters(string text, bool lowercase, bool whitespace) => CodePoints.Add(Lower(text, lowercase), whitespace);

    /// <summary>Numbers tokens.</summary>
    public void Add(IReadOnlyList<string> tokens)
    {
        for (int i = 0; i < tokens.Count; i++) { Tokens.Add(tokens[i] ?? throw new ArgumentException("One of the tokens is null.", nameof(tokens))); }
    }

    private ReadOnlySpan<char> Lower(string text, bool lowercase)
    {
        if (!lowercase) { return text; }
        _lower.Clear();
        _lower.AppendLower(text);
        return _lower.Written;
    }
}
