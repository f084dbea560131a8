using CsCheck;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

/// <summary>What holds of all texts, few words and often repeated ones among them.</summary>
public sealed class MetricLawTests
{
    private static readonly Gen<string> Word = Gen.OneOf("a", "b", "the", "cat", "Cats", "running", "3.14", "1,000", "x.", "(y)", "é", "e\u0301", "日本", "\U0001F600", "don't", "-", "...", "\u03a3");

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const(""), Gen.Const(" "), Word, from words in Word.Array[0, 12] from space in Gen.OneOf(" ", " ", "  ", "\n") select string.Join(space, words));

    // Two texts that are mostly alike.
    private static readonly Gen<(string A, string B)> Pair = Gen.OneOf(
        Gen.Select(Text, Text), from text in Text select (text, text), from words in Word.Array[1, 80] from more in Word.Array[0, 3] from drop in Gen.Int[0, 80]
                                                                         select (string.Join(' ', words), string.Join(' ', words.Where((_, i) => i != drop).Concat(more))));

    // One to four lines, some longer than the words of a machine, of few different words.
    private static readonly Gen<string[][]> Lines =
        from kinds in Gen.Int[2, 9]
        from lines in Gen.OneOf(Gen.Int[0, 6], Gen.Int[62, 66], Gen.Int[250, 260], Gen.Int[300, 600]).SelectMany(length => Gen.Int[0, kinds - 1].Select(kind => $"w{kind}").Array[length]).Array[1, 4]
        select lines;

    private static readonly string[] Symmetric = ["exact-match", "squad-exact-match", "token-f1", "rouge-1", "rouge-2", "rouge-l", "jaccard", "levenshtein", "gleu", "token-f1-meai"];

    [Fact]
    public async Task Every_score_is_in_its_range_and_more_references_never_lower_it()
    {
        (MetricInfo Info, IMetric Metric)[] metrics = [.. TextMetrics.All.Where(info => !info.IsCorpus && info.Name is not ("regex" or "bleu" or "contains-all")).Select(info => (info, TextMetrics.Create(info.Name)))];
        await Gen.Select(Pair, Text).SampleAsync(async (pair, other) =>
        {
            foreach ((MetricInfo info, IMetric metric) in metrics)
            {
                Score one = await metric.ScoreAsync(pair.A, pair.B), two = await metric.ScoreAsync(pair.A, pair.B, other), turned = await metric.ScoreAsync(pair.A, other, pair.B);
                Assert.True(one.IsMissing || (one.Value >= info.Minimum && one.Value <= info.Maximum), $"{info.Name} {one.Value}");
                Assert.True(one.IsMissing || two.Value >= one.Value, $"{info.Name}: {one.Value}, then {two.Value}");
                Assert.Equal(two.Value, turned.Value);
            }
        }, iter: 400);
    }

    [Fact]
    public async Task Symmetric_metrics_are()
    {
        IMetric[] metrics = [.. Symmetric.Select(name => TextMetrics.Create(name))];
        await Pair.SampleAsync(async (a, b) =>
        {
            foreach (IMetric metric in metrics)
            {
                Score there = await metric.ScoreAsync(a, b), back = await metric.ScoreAsync(b, a);
                Assert.True(there.IsMissing || back.IsMissing || Math.Abs(there.Value!.Value - back.Value!.Value) < 1e-12, $"{metric.Info.Name}: {there.Value}, {back.Value}");
            }
        }, iter: 500);
    }

    [Fact]
    public void A_text_is_itself() => Text.Where(text => text.Any(char.IsAsciiLetterOrDigit)).Sample(text =>
    {
        Assert.Equal(100, Bleu.Sentence(text, [text]).Value, 1e-9);
        Assert.Equal(100, ChrF.Sentence(text, [text], ChrFOptions.PlusPlus), 1e-9);
        Assert.Equal(1, Gleu.Sentence(text, [text]));
        Assert.Equal(1, Rouge.L(text, text).F1);
        Assert.Equal(1, Rouge.LSum(text, text, stem: true).F1);
        Assert.Equal(1, TokenF1.Overlap(text, text).F1);
        Assert.Equal(0, Levenshtein.Distance(text, text));
        Assert.Equal(1, Jaccard.Similarity(text, text));
    }, iter: 2_000);

    [Fact]
    public void A_corpus_of_one_is_its_text_and_the_order_of_a_corpus_does_not_matter() => Pair.Where(pair => !string.IsNullOrWhiteSpace(pair.B)).Array[1, 5].Sample(pairs =>
    {
        TextPair[] corpus = [.. pairs.Select(pair => new TextPair(pair.A, pair.B))], turned = [.. corpus.Reverse()];
        BleuOptions plain = new() { EffectiveOrder = false, Smoothing = BleuSmoothing.None };
        Assert.Equal(Bleu.Sentence(pairs[0].A, [pairs[0].B], plain).Value, Bleu.Corpus([corpus[0]], plain).Value);
        Assert.Equal(ChrF.Sentence(pairs[0].A, [pairs[0].B]), ChrF.Corpus([corpus[0]]));
        Assert.Equal(Gleu.Sentence(pairs[0].A, [pairs[0].B]), Gleu.Corpus([corpus[0]]));
        Assert.Equal(Bleu.Corpus(corpus).Value, Bleu.Corpus(turned).Value);
        Assert.Equal(ChrF.Corpus(corpus), ChrF.Corpus(turned));
        Assert.Equal(Gleu.Corpus(corpus), Gleu.Corpus(turned));
    }, iter: 500);

    // The table of Wagner and Fischer (1974), and that of the longest common subsequence, cell by cell.
    [Fact]
    public void Distance_and_subsequence_are_those_of_the_tables() => Gen.Select(Gen.OneOf(Gen.Int[0, 5], Gen.Int[60, 70], Gen.Int[120, 300]), Gen.OneOf(Gen.Int[0, 5], Gen.Int[60, 70], Gen.Int[120, 300]), Gen.Int[1, 6], Gen.Int).Sample((m, n, kinds, seed) =>
    {
        Random random = new(seed);
        string[] a = [.. Enumerable.Range(0, m).Select(_ => $"w{random.Next(kinds)}")], b = [.. Enumerable.Range(0, n).Select(_ => $"w{random.Next(kinds)}")];
        int[,] distance = new int[m + 1, n + 1], length = new int[m + 1, n + 1];
        for (int i = 0; i <= m; i++)
        {
            for (int j = 0; j <= n; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                bool same = a[i - 1] == b[j - 1];
                distance[i, j] = Math.Min(Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1, distance[i - 1, j - 1] + (same ? 0 : 1));
                length[i, j] = same ? length[i - 1, j - 1] + 1 : Math.Max(length[i - 1, j], length[i, j - 1]);
            }
        }

        Assert.Equal(distance[m, n], Levenshtein.DistanceOfTokens(a, b));
        OverlapScore overlap = Rouge.L(string.Join(' ', a), string.Join(' ', b)), lines = Rouge.LSum(string.Join(' ', a), string.Join(' ', b));
        Assert.Equal(m == 0 ? 0 : (double)length[m, n] / m, overlap.Precision, 1e-12);
        Assert.Equal(overlap, lines);
    }, iter: 300);

    // Which of several longest subsequences is taken changes the union over lines; rouge_score's way back from the ends of the table decides (rouge_scorer.py, _backtrack_norec).
    [Fact]
    public void Summaries_take_the_subsequence_of_the_table() => Gen.Select(Lines, Lines).Sample((candidate, reference) =>
    {
        Dictionary<string, int> left = candidate.SelectMany(line => line).CountBy(word => word).ToDictionary(), leftOfReference = reference.SelectMany(line => line).CountBy(word => word).ToDictionary();
        int hits = 0;
        foreach (string[] line in reference)
        {
            foreach (int place in candidate.SelectMany(other => Subsequence(line, other)).Distinct().Order())
            {
                string word = line[place];
                if (left.GetValueOrDefault(word) == 0 || leftOfReference[word] == 0) { continue; }
                hits++;
                left[word]--;
                leftOfReference[word]--;
            }
        }

        OverlapScore overlap = Rouge.LSum(string.Join('\n', candidate.Select(line => string.Join(' ', line))), string.Join('\n', reference.Select(line => string.Join(' ', line))));
        Assert.Equal((double)hits / Math.Max(1, candidate.Sum(line => line.Length)), overlap.Precision, 1e-12);
        Assert.Equal((double)hits / Math.Max(1, reference.Sum(line => line.Length)), overlap.Recall, 1e-12);
    }, iter: 300);

    [Fact]
    public void Distance_is_a_metric() => Gen.Select(Text, Text, Text).Sample((a, b, c) =>
        Levenshtein.Distance(a, b) == Levenshtein.Distance(b, a)
        && Levenshtein.Distance(a, b) == 0 == string.Equals(a, b, StringComparison.Ordinal)
        && Levenshtein.Distance(a, c) <= Levenshtein.Distance(a, b) + Levenshtein.Distance(b, c), iter: 2_000);

    [Fact]
    public void A_number_is_read_as_it_was_written() => Gen.Select(Gen.Double[-1e15, 1e15], Gen.OneOf<string>("R", "N2", "F3", "E10")).Sample((value, format) =>
    {
        string text = value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return TextNumber.Final($"It is {text}.")?.Value == double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }, iter: 5_000);

    [Fact]
    public void Any_text_can_be_read_for_numbers_choices_and_tokens() => Gen.String.Sample(text =>
    {
        foreach (TextNumber number in TextNumber.All(text)) { Assert.InRange(number.Start + number.Length, 1, text.Length); }
        ChoiceReading reading = ChoiceMatch.Read(text, ["x", "y"]);
        Assert.True(reading.Letter is null or 'A' or 'B');
        foreach (Tokenization tokenization in Enum.GetValues<Tokenization>()) { Assert.DoesNotContain("", TextTokenizer.Tokenize(text, tokenization)); }
    }, iter: 5_000);

    private static List<int> Subsequence(string[] reference, string[] candidate)
    {
        int[,] length = new int[reference.Length + 1, candidate.Length + 1];
        for (int i = 1; i <= reference.Length; i++)
        {
            for (int j = 1; j <= candidate.Length; j++)
            {
                length[i, j] = reference[i - 1] == candidate[j - 1] ? length[i - 1, j - 1] + 1 : Math.Max(length[i - 1, j], length[i, j - 1]);
            }
        }

        List<int> places = [];
        for (int i = reference.Length, j = candidate.Length; i > 0 && j > 0;)
        {
            if (reference[i - 1] == candidate[j - 1])
            {
                places.Add(--i);
                j--;
            }
            else if (length[i, j - 1] > length[i - 1, j]) { j--; }
            else { i--; }
        }

        return places;
    }
}
