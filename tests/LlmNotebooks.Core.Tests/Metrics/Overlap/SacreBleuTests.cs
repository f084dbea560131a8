using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

// Figures of sacreBLEU's own tests (mjpost/sacrebleu, test/test_bleu.py at 2ae13669, test_sentence_bleu.py at 27bec349, test_chrf.py at 0dca9d48; Apache-2.0), with their tolerances.
public sealed class SacreBleuTests
{
    private const double BleuTolerance = 1e-6, SentenceTolerance = 1e-3, ChrFTolerance = 1e-4;

    private const string Romanian = "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
    private const string RomanianReference = "producţia de zahăr brut se exprimă în zahăr alb;";

    private static readonly TextPair[] Corpus =
    [
        new("The dog bit the man.", "The dog bit the man.", "The dog had bit the man."),
        new("It wasn't surprising.", "It was not unexpected.", "No one was surprised."),
        new("The man had just bitten him.", "The man bit him first.", "The man had bitten the dog."),
    ];

    [Fact]
    public void Corpus_bleu_is_sacreBLEUs()
    {
        Assert.Equal(48.530827, Bleu.Corpus(Corpus).Value, BleuTolerance);
        Assert.Equal(48.530827, Bleu.Corpus(Corpus, new() { Smoothing = BleuSmoothing.None }).Value, BleuTolerance);
        Assert.Equal(49.1919566, Bleu.Corpus(Corpus, new() { Tokenization = Tokenization.WhiteSpace }).Value, BleuTolerance);
        Assert.Equal(48.530827, new CorpusBleu().ScoreCorpus(Corpus).Value!.Value, BleuTolerance);
    }

    [Fact]
    public void Empty_candidates_stay_in_the_corpus() =>
        Assert.Equal(0, Bleu.Corpus([.. Corpus.Select(pair => new TextPair("", pair.References))]).Value);

    [Theory]
    [InlineData(BleuSmoothing.Exponential, null, 8.493)]
    [InlineData(BleuSmoothing.None, null, 0)]
    [InlineData(BleuSmoothing.Floor, null, 4.51688)]
    [InlineData(BleuSmoothing.Floor, 0.1, 4.51688)]
    [InlineData(BleuSmoothing.Floor, 0.5, 10.10)]
    [InlineData(BleuSmoothing.AddK, null, 14.882)]
    [InlineData(BleuSmoothing.AddK, 1.0, 14.882)]
    [InlineData(BleuSmoothing.AddK, 2.0, 21.389)]
    public void Sentence_bleu_is_sacreBLEUs_under_each_smoothing(BleuSmoothing smoothing, double? value, double expected) =>
        Assert.Equal(expected, Bleu.Sentence(Romanian, [RomanianReference], new() { Smoothing = smoothing, SmoothingValue = value }).Value, SentenceTolerance);

    [Theory]
    [InlineData(Tokenization.WhiteSpace, false, 7.347)]
    [InlineData(Tokenization.Characters, false, 40.8759)]
    [InlineData(Tokenization.Characters, true, 42.0267)]
    public void Sentence_bleu_is_sacreBLEUs_under_each_tokenization(Tokenization tokenization, bool lowercase, double expected) =>
        Assert.Equal(expected, Bleu.Sentence(Romanian, [RomanianReference], new() { Tokenization = tokenization, Lowercase = lowercase }).Value, SentenceTolerance);

    [Theory]
    [InlineData(BleuSmoothing.Exponential)]
    [InlineData(BleuSmoothing.None)]
    [InlineData(BleuSmoothing.Floor)]
    [InlineData(BleuSmoothing.AddK)]
    public void Without_a_match_no_smoothing_gives_credit(BleuSmoothing smoothing) =>
        Assert.Equal(0, Bleu.Sentence("this is a cat", ["okay thanks"], new() { Smoothing = smoothing }).Value);

    // raw_corpus_bleu: white space, floor 0.01, effective order.
    [Theory]
    [InlineData("this is a test", "this is a test", 1.0)]
    [InlineData("this is a fest", "this is a test", 0.223606797749979)]
    [InlineData("test", "a test", 0.3678794411714425)]
    [InlineData("a test", "a test", 1.0)]
    [InlineData("a little test", "a test", 0.03218297948685433)]
    public void Orders_longer_than_the_candidate_are_left_out(string candidate, string reference, double expected) =>
        Assert.Equal(expected, Bleu.Sentence(candidate, [reference], new() { Tokenization = Tokenization.WhiteSpace, Smoothing = BleuSmoothing.Floor, SmoothingValue = 0.01 }).Value / 100, 1e-8);

    [Fact]
    public void Counts_are_sacreBLEUs()
    {
        BleuScore score = Bleu.Sentence("am I am a character sequence", ["I am a symbol string sequence a a"], new() { Tokenization = Tokenization.WhiteSpace, Smoothing = BleuSmoothing.Floor });

        Assert.Equal([4, 2, 1, 0], score.Matches);
        Assert.Equal([6, 5, 4, 3], score.Totals);
        Assert.Equal(0.1555722182, score.Value / 100, 1e-8);
        Assert.Equal(0, Bleu.Sentence("am I am a character sequence", ["I am a symbol string sequence a a"], new() { Tokenization = Tokenization.WhiteSpace, Smoothing = BleuSmoothing.Floor, SmoothingValue = 0 }).Value);
    }

    // What the four patterns of sacrebleu/tokenizers/tokenizer_re.py and the replacements of tokenizer_13a.py give under Python 3.11's re.
    [Theory]
    [InlineData("Hello, world.", "Hello , world .")]
    [InlineData("It wasn't 3.14, but 1,000.50!", "It wasn't 3.14 , but 1,000.50 !")]
    [InlineData("a..b ... c", "a . . b . . . c")]
    [InlineData("10-20 state-of-the-art", "10 - 20 state-of-the-art")]
    [InlineData("&quot;x&quot; &amp;lt; <skipped>y", "\" x \" < y")]
    [InlineData("hyphen-\nated\nline", "hyphenated line")]
    [InlineData("$5.00 (50%) a/b e.g. .5 5.", "$ 5.00 ( 50 % ) a / b e . g . . 5 5 .")]
    [InlineData("cafés «x» 日本。", "cafés «x» 日本。")]
    [InlineData("  ", "")]
    public void Mteval_13a_cuts_as_its_patterns_say(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextTokenizer.Tokenize(text, Tokenization.Mteval13a));

    [Theory]
    [InlineData("abcdefg", "hijklmnop", 0.0)]
    [InlineData("a", "b", 0.0)]
    [InlineData("", "reference", 0.0)]
    [InlineData("aa", "ab", 8.3333)]
    [InlineData("a", "a", 16.6667)]
    [InlineData("a b c", "a b c", 50.0)]
    [InlineData("a b c", "abc", 50.0)]
    [InlineData(" risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .", "risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .", 63.361730)]
    [InlineData(" Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. ", "Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.", 64.1302698)]
    [InlineData("Niemand hat die Absicht, eine Mauer zu errichten", "Niemand hat die Absicht, eine Mauer zu errichten", 100.0)]
    public void ChrF_with_epsilon_smoothing_is_sacreBLEUs(string candidate, string reference, double expected) =>
        Assert.Equal(expected, ChrF.Corpus([new(candidate, reference)], new() { Beta = 3, EpsilonSmoothing = true }), ChrFTolerance);

    [Theory]
    [InlineData("a", "a", 100.0)]
    [InlineData("", "reference", 0.0)]
    [InlineData("a b c", "a b c", 100.0)]
    [InlineData("a b c", "abc", 100.0)]
    [InlineData("aa", "ab", 25.0)]
    public void ChrF_is_sacreBLEUs(string candidate, string reference, double expected) =>
        Assert.Equal(expected, ChrF.Corpus([new(candidate, reference)], new() { Beta = 3 }), ChrFTolerance);

    [Fact]
    public void ChrF_of_a_corpus_adds_counts_up()
    {
        TextPair[] pairs = [new("a", "a"), new("b", "c")];

        Assert.Equal(50.0, ChrF.Corpus(pairs, new() { Beta = 3 }), ChrFTolerance);
        Assert.Equal(8.3333, ChrF.Corpus(pairs, new() { Beta = 3, EpsilonSmoothing = true }), ChrFTolerance);
    }

    [Theory]
    [InlineData("Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.", "Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.", 67.3481606)]
    [InlineData("risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .", "risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .", 65.2414427)]
    public void ChrF_with_white_space_is_sacreBLEUs(string candidate, string reference, double expected) =>
        Assert.Equal(expected, ChrF.Corpus([new(candidate, reference)], new() { Beta = 3, WhiteSpace = true }), ChrFTolerance);

    [Theory]
    [InlineData("Co nás nejvíc trápí, protože lékaři si vybírají, kdo bude žít a kdo zemře.", "Nejvíce smutní jsme z toho, že musíme rozhodovat o tom, kdo bude žít a kdo zemře.", 39.14078509)]
    [InlineData("Nebo prostě nemají vybavení, které by jim pomohlo, uvedli lékaři.", "A někdy nemáme ani potřebný materiál, abychom jim pomohli, popsali lékaři.", 31.22557079)]
    [InlineData("Lapali po dechu, jejich životy skončily dřív, než skutečně začaly.", "Lapali po dechu a pak jejich život skončil - dřív, než skutečně mohl začít, připomněli.", 57.15704367)]
    public void ChrF_of_a_sentence_is_sacreBLEUs(string candidate, string reference, double expected) =>
        Assert.Equal(expected, ChrF.Sentence(candidate, [reference], new() { EpsilonSmoothing = true }), ChrFTolerance);

    // What the algorithm of sacrebleu/metrics/chrf.py (2.x) gives, carried out under Python 3.11 with re and Counter. The first: "(hi)" is the words "(hi" and ")", "(hi )" is "(", "hi" and ")".
    [Fact]
    public void ChrF_plus_plus_is_sacreBLEUs()
    {
        Assert.Equal(72.76119402985074, ChrF.Sentence("(hi)", ["(hi )"], ChrFOptions.PlusPlus), 1e-10);
        Assert.Equal(29.14513880802484, ChrF.Sentence(Corpus[1].Candidate, Corpus[1].References, ChrFOptions.PlusPlus), 1e-10);
        Assert.Equal(52.007143948583725, ChrF.Sentence(Corpus[2].Candidate, Corpus[2].References, ChrFOptions.PlusPlus), 1e-10);
        Assert.Equal(51.87740799504779, ChrF.Sentence(Corpus[2].Candidate, Corpus[2].References), 1e-10);
        Assert.Equal(59.15310444399261, new CorpusChrF { Options = ChrFOptions.PlusPlus }.ScoreCorpus(Corpus).Value!.Value, 1e-10);
        Assert.Equal(59.72751782684764, new CorpusChrF().ScoreCorpus(Corpus).Value!.Value, 1e-10);
    }

    [Fact]
    public async Task Empty_references_are_passed_over_and_nothing_else_is_guessed()
    {
        Assert.Equal(Bleu.Sentence("a b c d", ["a b c d"]).Value, (await new Bleu().ScoreAsync("a b c d", "", "a b c d")).Value);
        Assert.Equal("every reference is empty", (await new Bleu().ScoreAsync("a", "", " ")).Reason);
        Assert.Equal("every reference is empty", (await new ChrF().ScoreAsync("a", "")).Reason);
        Assert.Equal("the sample has no target", (await new Bleu().ScoreAsync("a")).Reason);
        Assert.Contains("pair 2", new CorpusBleu().ScoreCorpus([Corpus[0], new("x", "")]).Reason, StringComparison.Ordinal);
        Assert.Equal("there is no pair to score", new CorpusChrF().ScoreCorpus([]).Reason);
        Assert.Throws<ArgumentException>(() => Bleu.Sentence("a", [""]));
        Assert.Throws<ArgumentException>(() => ChrF.Sentence("a", []));
        Assert.Throws<ArgumentException>(() => Bleu.Corpus([]));
    }

    [Fact]
    public async Task An_empty_answer_scores_0_and_says_so()
    {
        Score score = await new Bleu().ScoreAsync("", "a reference");

        Assert.Equal(0, score.Value);
        Assert.Equal("the answer is empty", score.Reason);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        Assert.Contains("from 1 to 16", Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { MaxOrder = 0 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { SmoothingValue = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions() with { Smoothing = (BleuSmoothing)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrFOptions { Beta = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrFOptions { Beta = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrFOptions { WordOrder = -1 });
    }
}
