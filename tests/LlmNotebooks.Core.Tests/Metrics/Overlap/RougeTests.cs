using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

// Figures of rouge_score's own tests (google-research/google-research, rouge/rouge_scorer_test.py at 066e6a12, Apache-2.0), many of them from runs of ROUGE-1.5.5; texts from its testdata.
public sealed class RougeTests
{
    private const double Digits = 5e-6;

    private static readonly string[] Targets =
    [
        "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
        "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN",
        "NhETebUbBk'er WOvoHMTjSRizKgH'vHiing Xu,hWxfs VkNE QhgKiLHE -HidivzoM.dO anhtion jbLQiSGDTCsuhREebUaKM dv J dVN tmbOT",
        "vMR HDm,xOAetion D,tion HJtodT.mHl UIv-p VjWH'BdyWjnfGU-OjT aEMdFICyLWfQMtion wEMfdOKing AwkeKbO 'DxqNOHBH qKtVvm OYJl mM",
    ];

    private static readonly string[] Predictions =
    [
        "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
        "n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD",
        "xfs VkJE QhgKiLHE -HidivzoM.dO anhing jbLQiSGDTCsuhREebUaKM dv J",
        "VjWH'BdyWjnfGU-OjTNaEMdFICyLWfQMing wEMfdOKijg AwkeKbO 'DxqNO",
    ];

    [Theory]
    [InlineData("testing", 1, 1.0, 1.0 / 3, 1.0 / 2)]
    [InlineData("testing one", 1, 1.0, 2.0 / 3, 4.0 / 5)]
    [InlineData("testing one", 2, 1.0, 1.0 / 2, 2.0 / 3)]
    [InlineData("", 1, 0, 0, 0)]
    [InlineData("", 2, 0, 0, 0)]
    public void Rouge_n_of_short_texts(string candidate, int order, double precision, double recall, double f1) =>
        AssertOverlap(precision, recall, f1, Rouge.N(candidate, "testing one two", order), 1e-12);

    [Theory]
    [InlineData("testing one", 1.0, 2.0 / 3, 4.0 / 5)]
    [InlineData("testing two", 1.0, 2.0 / 3, 4.0 / 5)]
    [InlineData("", 0, 0, 0)]
    public void Rouge_l_of_short_texts(string candidate, double precision, double recall, double f1)
    {
        AssertOverlap(precision, recall, f1, Rouge.L(candidate, "testing one two"), 1e-12);
        AssertOverlap(precision, recall, f1, Rouge.LSum(candidate, "testing one two"), 1e-12);
    }

    [Theory]
    [InlineData(0, 1, false, 0.68750, 0.40741, 0.51163)]
    [InlineData(1, 1, false, 0.65385, 0.40476, 0.50000)]
    [InlineData(0, 1, true, 0.68750, 0.40741, 0.51163)]
    [InlineData(1, 1, true, 0.69231, 0.42857, 0.52941)]
    [InlineData(0, 2, false, 0.53333, 0.30769, 0.39024)]
    [InlineData(1, 2, false, 0.48000, 0.29268, 0.36364)]
    [InlineData(0, 2, true, 0.53333, 0.30769, 0.39024)]
    [InlineData(1, 2, true, 0.48000, 0.29268, 0.36364)]
    public void Rouge_n_is_that_of_ROUGE_155(int text, int order, bool stem, double precision, double recall, double f1) =>
        AssertOverlap(precision, recall, f1, Rouge.N(Predictions[text], Targets[text], order, stem), Digits);

    [Theory]
    [InlineData(0, 0.68750, 0.40741, 0.51163)]
    [InlineData(1, 0.65385, 0.40476, 0.50000)]
    public void Rouge_l_is_that_of_ROUGE_155(int text, double precision, double recall, double f1) =>
        AssertOverlap(precision, recall, f1, Rouge.L(Predictions[text], Targets[text]), Digits);

    [Fact]
    public void Rouge_lsum_is_that_of_ROUGE_155() =>
        AssertOverlap(0.66667, 0.36538, 0.47205, Rouge.LSum(string.Join('\n', Predictions), string.Join('\n', Targets), stem: true), Digits);

    // The example of Lin (2004), section 3.2.
    [Fact]
    public void Rouge_lsum_takes_the_union_over_lines() =>
        AssertOverlap(0.4, 0.8, 2 * 0.4 * 0.8 / 1.2, Rouge.LSum("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5"), 1e-12);

    [Theory]
    [InlineData("", "w1")]
    [InlineData("w1", "")]
    [InlineData("/", "w1 w2")]
    public void Without_a_word_rouge_lsum_is_0(string candidate, string reference) => AssertOverlap(0, 0, 0, Rouge.LSum(candidate, reference), 0);

    [Fact]
    public async Task Of_several_references_the_best_counts_and_one_without_words_does_not()
    {
        Assert.Equal(0.8, (await new Rouge(RougeKind.Rouge1).ScoreAsync("testing one", "other", "testing one two", "…")).Value!.Value, 1e-12);
        Assert.Contains("no reference has a word", (await new Rouge(RougeKind.RougeL).ScoreAsync("x", "…", "日本")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rouge.N("a", "a", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rouge.N("a", "a", 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rouge((RougeKind)7));
    }

    // nltk.stem.porter.PorterStemmer().stem of NLTK 3.8. (All 229,349 of a word list with generated endings agreed when it was written.)
    [Theory]
    [InlineData("caresses caress", "ponies poni", "ties tie", "cats cat", "flies fli", "dies die", "died die", "spied spi", "feed feed", "agreed agre", "plastered plaster", "bled bled", "motoring motor")]
    [InlineData("sing sing", "conflated conflat", "troubled troubl", "sized size", "hopping hop", "falling fall", "hissing hiss", "fizzed fizz", "failing fail", "filing file", "happy happi", "sky sky", "skies sky")]
    [InlineData("enjoy enjoy", "enjoyment enjoy", "by by", "say say", "relational relat", "conditional condit", "rational ration", "valency valenc", "digitizer digit", "conformably conform", "radically radic")]
    [InlineData("differently differ", "vilely vile", "analogously analog", "vietnamization vietnam", "predication predic", "operator oper", "feudalism feudal", "decisiveness decis", "callousness callous")]
    [InlineData("formality formal", "sensitivity sensit", "sensibility sensibl", "hopefully hope", "geology geolog", "theology theolog", "triplicate triplic", "formalize formal", "electrical electr", "goodness good")]
    [InlineData("allowance allow", "inference infer", "airliner airlin", "adjustable adjust", "defensible defens", "irritant irrit", "replacement replac", "adoption adopt", "communism commun", "activate activ")]
    [InlineData("bowdlerize bowdler", "probate probat", "rate rate", "cease ceas", "controlling control", "roll roll", "news news", "innings inning", "howe howe", "proceed proceed", "exceeding exceed", "dying die")]
    [InlineData("syzygy syzygi", "eyeing eye", "ayes aye", "generally gener", "ally alli", "allied alli", "oed o", "being be", "ion ion", "fusion fusion", "gas ga", "this thi", "2nd 2nd", "x86s x86", "yyyying yyyi", "Abilities abil")]
    public void Stems_are_NLTKs(params string[] stems) =>
        Assert.All(stems, pair => Assert.Equal(pair.Split(' ')[1], PorterStemmer.Stem(pair.Split(' ')[0])));

    private static void AssertOverlap(double precision, double recall, double f1, OverlapScore found, double tolerance)
    {
        Assert.Equal(precision, found.Precision, tolerance);
        Assert.Equal(recall, found.Recall, tolerance);
        Assert.Equal(f1, found.F1, tolerance);
    }
}
