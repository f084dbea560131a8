namespace LlmNotebooks.Metrics.Text;

/// <summary>All metrics of texts, with their sources and how they are made.</summary>
internal static class MetricCatalog
{
    private const string IgnoreCase = nameof(TextMetricOptions.IgnoreCase), Tokens = nameof(TextMetricOptions.Tokenization), Stem = nameof(TextMetricOptions.Stem), Tolerance = nameof(TextMetricOptions.Tolerance);

    private static readonly string[] BleuNames =
        [IgnoreCase, Tokens, nameof(TextMetricOptions.Smoothing), nameof(TextMetricOptions.SmoothingValue), nameof(TextMetricOptions.MaxOrder)];

    public static IReadOnlyList<CatalogEntry> Entries { get; } =
    [
        Single("exact-match", "the answer is a reference, but for white space around it", "character by character", 1, o => new ExactMatch { IgnoreCase = o.IgnoreCase ?? false, CollapseWhiteSpace = o.CollapseWhiteSpace ?? false }, IgnoreCase, nameof(TextMetricOptions.CollapseWhiteSpace)),
        Single("squad-exact-match", "the same after lower case, without punctuation and articles", "SQuAD evaluate-v1.1", 1, _ => new SquadExactMatch()),
        Single("contains", "a reference occurs in the answer", "character by character", 1, o => new Contains { IgnoreCase = o.IgnoreCase ?? false }, IgnoreCase),
        Single("contains-all", "every reference occurs in the answer", "character by character", 1, o => new Contains { All = true, IgnoreCase = o.IgnoreCase ?? false }, IgnoreCase),
        Single("regex", "a pattern, or else a reference as one, matches in the answer", ".NET regular expressions", 1, o => new RegexMatch(o.Pattern, o.IgnoreCase ?? false), IgnoreCase, nameof(TextMetricOptions.Pattern)),
        Single("numeric-match", "the answer's last number is a reference's", "GSM8K's marks, doubles", 1, o => new NumericMatch { AbsoluteTolerance = o.Tolerance ?? 0, RelativeTolerance = o.RelativeTolerance ?? 0, DecimalComma = o.DecimalComma ?? false }, Tolerance, nameof(TextMetricOptions.RelativeTolerance), nameof(TextMetricOptions.DecimalComma)),
        Single("choice", "the answer names a right choice, by letter or text", "as Inspect and simple-evals read answers", 1, _ => new ChoiceMatch()),
        Single("json-equality", "the answer is a reference's JSON value", "RFC 8259", 1, o => new JsonEquality { Tolerance = o.Tolerance ?? 0 }, Tolerance),
        Single("token-f1", "F1 of words after SQuAD's normalisation", "SQuAD evaluate-v2.0", 1, _ => new TokenF1()),
        Single("token-f1-meai", "F1 of words and punctuation", "Microsoft.Extensions.AI.Evaluation.NLP", 1, _ => new MeaiTokenF1()),
        Single("bleu", "n-gram precision times brevity penalty", "sacreBLEU 2, sentence_bleu", 100, o => new Metrics.Bleu { Options = Bleu(o) }, BleuNames),
        Single("gleu", "the smaller of n-gram precision and recall", "NLTK sentence_gleu, on \\w+ in lower case", 1, o => new Gleu { Tokenization = o.Tokenization ?? Tokenization.Words, Lowercase = o.IgnoreCase ?? false }, IgnoreCase, Tokens),
        Single("chrf", "F2 of character n-grams", "sacreBLEU 2, sentence_chrf", 100, o => new ChrF { Options = new() { Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Single("chrf++", "the same with words and pairs of words", "sacreBLEU 2, word_order 2", 100, o => new ChrF { Options = new() { WordOrder = 2, Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Single("rouge-1", "F1 of words", "rouge_score 0.1.2", 1, o => new Rouge(RougeKind.Rouge1) { Stem = o.Stem ?? false }, Stem),
        Single("rouge-2", "F1 of pairs of words", "rouge_score 0.1.2", 1, o => new Rouge(RougeKind.Rouge2) { Stem = o.Stem ?? false }, Stem),
        Single("rouge-l", "F1 of the longest common subsequence of words", "rouge_score 0.1.2", 1, o => new Rouge(RougeKind.RougeL) { Stem = o.Stem ?? false }, Stem),
        Single("rouge-lsum", "the same over lines", "rouge_score 0.1.2", 1, o => new Rouge(RougeKind.RougeLSum) { Stem = o.Stem ?? false }, Stem),
        Single("jaccard", "share of different words in common", "Jaccard 1912", 1, _ => new Jaccard()),
        Single("levenshtein", "1 − edit distance / longer length, in characters", "Levenshtein 1966", 1, o => new Levenshtein { IgnoreCase = o.IgnoreCase ?? false }, IgnoreCase),
        Corpus("corpus-bleu", "bleu of all answers as one", "sacreBLEU 2, corpus_bleu", 100, o => new CorpusBleu { Options = Bleu(o) }, BleuNames),
        Corpus("corpus-gleu", "gleu of all answers as one", "NLTK corpus_gleu", 1, o => new CorpusGleu { Tokenization = o.Tokenization ?? Tokenization.Words, Lowercase = o.IgnoreCase ?? false }, IgnoreCase, Tokens),
        Corpus("corpus-chrf", "chrf of all answers as one", "sacreBLEU 2, corpus_chrf", 100, o => new CorpusChrF { Options = new() { Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Corpus("corpus-chrf++", "chrf++ of all answers as one", "sacreBLEU 2, word_order 2", 100, o => new CorpusChrF { Options = new() { WordOrder = 2, Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
    ];

    private static CatalogEntry Single(string name, string summary, string source, double most, Func<TextMetricOptions, IMetric> make, params string[] options) =>
        new(new MetricInfo { Name = name, Summary = summary, Source = source, Maximum = most, Options = options }, make, null);

    private static CatalogEntry Corpus(string name, string summary, string source, double most, Func<TextMetricOptions, ICorpusMetric> make, params string[] options) =>
        new(new MetricInfo { Name = name, Summary = summary, Source = source, Maximum = most, Options = options, IsCorpus = true }, null, make);

    private static BleuOptions Bleu(TextMetricOptions options)
    {
        BleuOptions bleu = new() { Lowercase = options.IgnoreCase ?? false, SmoothingValue = options.SmoothingValue };
        if (options.Tokenization is { } tokenization) { bleu = bleu with { Tokenization = tokenization }; }
        if (options.Smoothing is { } smoothing) { bleu = bleu with { Smoothing = smoothing }; }
        if (options.SmoothingValue is { } value && bleu.Smoothing is not (BleuSmoothing.Floor or BleuSmoothing.AddK))
        {
            throw new ArgumentException($"The smoothing {bleu.Smoothing} takes no value, and {value} is given; Floor and AddK take one.", nameof(options));
        }

        return options.MaxOrder is { } order ? bleu with { MaxOrder = order } : bleu;
    }
}
