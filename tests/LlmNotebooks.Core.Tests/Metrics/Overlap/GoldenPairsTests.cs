using System.Text.Json;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

// Twenty pairs of sentences with NLTK 3.8's figures (12 digits): text-metrics.json beside this file, which names the calls.
public sealed class GoldenPairsTests
{
    private const double Digits = 1e-11;

    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Metrics", "Overlap", "text-metrics.json"))).RootElement;

    public static TheoryData<int> Numbers() => [.. Enumerable.Range(0, Golden.GetProperty("pairs").GetArrayLength())];

    [Fact]
    public void There_are_twenty_pairs() => Assert.Equal(20, Numbers().Count);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Words_are_those_of_a_regular_expression(int number)
    {
        Pair pair = new(number);

        Assert.Equal(pair.CandidateTokens, TextTokenizer.Tokenize(pair.Candidate, Tokenization.Words));
        Assert.Equal(pair.ReferenceTokens, TextTokenizer.Tokenize(pair.Reference, Tokenization.Words));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Bleu_is_NLTKs_under_each_smoothing(int number)
    {
        Pair pair = new(number);

        foreach (NltkSmoothing smoothing in Enum.GetValues<NltkSmoothing>())
        {
            double expected = pair.Value($"bleu4_{smoothing.ToString().ToLowerInvariant()}");
            double found = NltkBleu.SentenceOfTokens(pair.CandidateTokens, [pair.ReferenceTokens], smoothing);
            Assert.Equal(expected < 1e-70 ? 0 : expected, found, Digits);
        }

        Assert.Equal(pair.Value("bleu2_method1"), NltkBleu.SentenceOfTokens(pair.CandidateTokens, [pair.ReferenceTokens], NltkSmoothing.Method1, maxOrder: 2), Digits);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Gleu_is_NLTKs(int number)
    {
        Pair pair = new(number);

        Assert.Equal(pair.Value("gleu"), Gleu.SentenceOfTokens(pair.CandidateTokens, [pair.ReferenceTokens]), Digits);
        Assert.Equal(pair.Value("gleu"), (await new Gleu().ScoreAsync(pair.Candidate, pair.Reference)).Value!.Value, Digits);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task F1_and_exact_match_are_SQuADs(int number)
    {
        Pair pair = new(number);

        Assert.Equal(pair.Value("token_f1"), TokenF1.OverlapOfTokens(pair.CandidateTokens, pair.ReferenceTokens).F1, Digits);
        Assert.Equal(pair.Value("squad_f1"), (await new TokenF1().ScoreAsync(pair.Candidate, pair.Reference)).Value!.Value, Digits);
        Assert.Equal(pair.Value("squad_exact"), (await new SquadExactMatch().ScoreAsync(pair.Candidate, pair.Reference)).Value);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Edit_distance_is_NLTKs(int number)
    {
        Pair pair = new(number);
        double distance = pair.Value("levenshtein_chars");

        Assert.Equal(distance, Levenshtein.Distance(pair.Candidate, pair.Reference));
        Assert.Equal(pair.Value("levenshtein_tokens"), Levenshtein.DistanceOfTokens(pair.CandidateTokens, pair.ReferenceTokens));
        Assert.Equal(1 - (distance / Math.Max(pair.Candidate.Length, pair.Reference.Length)), (await new Levenshtein().ScoreAsync(pair.Candidate, pair.Reference)).Value!.Value, Digits);
    }

    [Fact]
    public void Several_references_are_taken_as_NLTK_takes_them()
    {
        JsonElement several = Golden.GetProperty("several_references");
        string[] candidate = Texts(several.GetProperty("candidate_tokens"));
        string[][] references = [.. several.GetProperty("references_tokens").EnumerateArray().Select(Texts)];

        Assert.Equal(several.GetProperty("bleu4_method0").GetDouble(), NltkBleu.SentenceOfTokens(candidate, references), Digits);
        Assert.Equal(several.GetProperty("bleu4_method1").GetDouble(), NltkBleu.SentenceOfTokens(candidate, references, NltkSmoothing.Method1), Digits);
        Assert.Equal(several.GetProperty("gleu").GetDouble(), Gleu.SentenceOfTokens(candidate, references), Digits);
    }

    // The example in the documentation of nltk.translate.bleu_score.SmoothingFunction (NLTK 3.8), four digits cut off.
    [Theory]
    [InlineData(NltkSmoothing.Method0, 0.4118)]
    [InlineData(NltkSmoothing.Method1, 0.4118)]
    [InlineData(NltkSmoothing.Method2, 0.4452)]
    [InlineData(NltkSmoothing.Method3, 0.4118)]
    [InlineData(NltkSmoothing.Method4, 0.4118)]
    public void Smoothings_give_what_NLTKs_documentation_says(NltkSmoothing smoothing, double expected) =>
        Assert.Equal(
            expected,
            Math.Floor(1e4 * NltkBleu.SentenceOfTokens("It is a guide to action which ensures that the military always obeys the commands of the party".Split(' '), ["It is a guide to action that ensures that the military will forever heed Party commands".Split(' ')], smoothing)) / 1e4);

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private sealed class Pair(int number)
    {
        private readonly JsonElement _pair = Golden.GetProperty("pairs")[number];

        public string Candidate => _pair.GetProperty("candidate").GetString()!;

        public string Reference => _pair.GetProperty("reference").GetString()!;

        public string[] CandidateTokens => Texts(_pair.GetProperty("candidate_tokens"));

        public string[] ReferenceTokens => Texts(_pair.GetProperty("reference_tokens"));

        public double Value(string name) => _pair.GetProperty(name).GetDouble();
    }
}
