using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

// Figures of the tests of Microsoft.Extensions.AI.Evaluation.NLP (dotnet/extensions, test/Libraries/Microsoft.Extensions.AI.Evaluation.NLP.Tests at 31237568 and 35d72e8b, MIT), which compare four digits.
public sealed class MeaiTests
{
    private const double Digits = 5e-5;

    private const string Fox = "The quick brown fox jumps over the lazy dog.";
    private const string Guide = "It is a guide to action that ensures that the military will forever heed Party commands";
    private const string Principle = "It is the guiding principle which guarantees the military forces always being under the command of the Party";
    private const string Practical = "It is the practical guide for the army always to heed the directions of the party";
    private const string Obeys = "It is a guide to action which ensures that the military always obeys the commands of the party";
    private const string Insure = "It is to insure the troops forever hearing the activity guidebook that party direct";

    [Theory]
    [InlineData(Fox, Fox, 1.0)]
    [InlineData(Fox, "Completely unrelated sentence.", 0.1429)]
    [InlineData("the cat is on the mat", "the the the the the the the", 0.30769)]
    [InlineData(Guide, Obeys, 0.70589)]
    [InlineData(Practical, Insure, 0.4000)]
    public async Task F1_is_that_of_F1Evaluator(string reference, string answer, double expected) =>
        Assert.Equal(expected, (await new MeaiTokenF1().ScoreAsync(answer, reference)).Value!.Value, Digits);

    // BLEUEvaluator smooths by NLTK's method 4.
    [Theory]
    [InlineData(Fox, Fox, 1.0)]
    [InlineData(Fox, "Completely unrelated sentence.", 0.0136)]
    [InlineData("the cat is on the mat", "the the the the the the the", 0.0385)]
    [InlineData(Guide, Obeys, 0.4209)]
    [InlineData(Practical, Insure, 0.0471)]
    public void Bleu_is_that_of_BLEUEvaluator(string reference, string answer, double expected) =>
        Assert.Equal(expected, NltkBleu.SentenceOfTokens(Tokens(answer), [Tokens(reference)], NltkSmoothing.Method4), Digits);

    [Theory]
    [InlineData(Fox, Fox, 1.0)]
    [InlineData(Fox, "Completely unrelated sentence.", 0.02939)]
    [InlineData("the cat is on the mat", "the the the the the the the", 0.0909)]
    [InlineData(Guide, Obeys, 0.4545)]
    [InlineData(Practical, Insure, 0.12069)]
    public async Task Gleu_is_that_of_GLEUEvaluator(string reference, string answer, double expected) =>
        Assert.Equal(expected, (await new Gleu { Tokenization = Tokenization.Meai }.ScoreAsync(answer, reference)).Value!.Value, Digits);

    // (Its figure of GLEU for several references is from a version that did not take the best of them, as NLTK does.)
    [Fact]
    public void Several_references_are_taken_as_BLEUEvaluator_takes_them() =>
        Assert.Equal(0.5046, NltkBleu.SentenceOfTokens(Tokens(Obeys), [Tokens(Guide), Tokens(Principle), Tokens(Practical)], NltkSmoothing.Method4), Digits);

    [Theory]
    [InlineData(Guide, Obeys, 0.43939)]
    [InlineData(Guide, Insure, 0.12069)]
    [InlineData("he was interested in world history because he read the book", "he read the book because he was interested in world history", 0.7895)]
    [InlineData("John loves Mary", "John loves Mary", 1.0)]
    [InlineData("The candidate has no alignment to any of the references", "John loves Mary", 0.0)]
    public void Gleu_of_words_between_spaces_is_that_of_the_algorithm(string reference, string answer, double expected) =>
        Assert.Equal(expected, Gleu.Sentence(answer, [reference], Tokenization.WhiteSpace), Digits);

    [Fact]
    public void Bleu_of_words_between_spaces_is_that_of_the_algorithm()
    {
        Assert.Equal(0.5046, NltkBleu.SentenceOfTokens(Obeys.Split(' '), [Guide.Split(' '), Principle.Split(' '), Practical.Split(' ')]), Digits);
        Assert.Equal(0.74009, NltkBleu.SentenceOfTokens("he read the book because he was interested in world history".Split(' '), ["he was interested in world history because he read the book".Split(' ')]), Digits);
        Assert.Equal(0, NltkBleu.SentenceOfTokens("John loves Mary who loves Mike".Split(' '), ["John loves Mary".Split(' ')]));
        Assert.Equal(1, NltkBleu.SentenceOfTokens("John loves Mary".Split(' '), ["John loves Mary".Split(' ')], maxOrder: 3), 1e-12);
    }

    [Theory]
    [InlineData(7, 0.8669, 11, 8)]
    [InlineData(7, 1.0, 11, 8, 6, 7)]
    [InlineData(12, 0.26359, 28, 28)]
    [InlineData(12, 0.9200, 13, 2)]
    [InlineData(12, 1.0, 13, 11)]
    [InlineData(12, 1.0, 11, 13)]
    public void The_brevity_penalty_goes_by_the_closest_reference(int candidate, double expected, params int[] references) =>
        Assert.Equal(expected, Bleu.SentenceOfTokens(As(candidate), [.. references.Select(As)]).BrevityPenalty, Digits);

    [Fact]
    public void Precisions_are_clipped_by_the_reference_that_has_most()
    {
        BleuOptions plain = new() { Smoothing = BleuSmoothing.None };
        string[][] guides = [Guide.Split(' '), Principle.Split(' '), Practical.Split(' ')];

        Assert.Equal(0.2857, Bleu.SentenceOfTokens("the the the the the the the".Split(' '), ["the cat is on the mat".Split(' '), "there is a cat on the mat".Split(' ')], plain).Precisions[0] / 100, Digits);
        Assert.Equal([100, 100], Bleu.SentenceOfTokens(["of", "the"], guides, plain).Precisions.Take(2));
        AssertPrecisions([0.9444, 0.5882], Bleu.SentenceOfTokens(Obeys.Split(' '), guides, plain));
        AssertPrecisions([0.5714, 0.07692], Bleu.SentenceOfTokens(Insure.Split(' '), guides, plain));
    }

    [Theory]
    [InlineData(" $41.23 ", "$", "41.23")]
    [InlineData("word1!word2?", "WORD1", "!", "WORD2", "?")]
    [InlineData("word1-word2", "WORD1", "-", "WORD2")]
    [InlineData("word1-\n word2", "WORD1", "WORD2")]
    [InlineData("word1-\r\nword2", "WORD1WORD2")]
    [InlineData("word1 \r\n word2", "WORD1", "WORD2")]
    [InlineData("Good muffins cost $3.88 (roughly 3,36 euros)\nin New York.", "GOOD", "MUFFINS", "COST", "$", "3.88", "(", "ROUGHLY", "3,36", "EUROS", ")", "IN", "NEW", "YORK", ".")]
    [InlineData("Hello, world! How's it going?", "HELLO", ",", "WORLD", "!", "HOW", "'", "S", "IT", "GOING", "?")]
    [InlineData("&quot;Quotes&quot; and &amp; symbols &lt; &gt; &apos;", "\"", "QUOTES", "\"", "AND", "&", "SYMBOLS", "<", ">", "'")]
    [InlineData("word1 © word2 ™ word3 — word4", "WORD1", "©", "WORD2", "™", "WORD3", "—", "WORD4")]
    [InlineData("-\nThis is a test.", "THIS", "IS", "A", "TEST", ".")]
    [InlineData("")]
    public void Tokens_are_those_of_SimpleWordTokenizer(string text, params string[] expected) => Assert.Equal(expected, TextTokenizer.Tokenize(text, Tokenization.Meai));

    [Fact]
    public async Task An_empty_answer_scores_0_and_an_empty_reference_is_missing()
    {
        Assert.Equal(0, (await new MeaiTokenF1().ScoreAsync("", "Reference text.")).Value);
        Assert.Equal("no reference has a token", (await new MeaiTokenF1().ScoreAsync("x", " ")).Reason);
    }

    private static IReadOnlyList<string> Tokens(string text) => TextTokenizer.Tokenize(text, Tokenization.Meai);

    private static string[] As(int count) => [.. Enumerable.Repeat("a", count)];

    private static void AssertPrecisions(double[] expected, BleuScore score)
    {
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], score.Precisions[i] / 100, Digits); }
    }
}
