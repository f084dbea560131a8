namespace LlmNotebooks.Metrics.Catalog;

/// <summary>All metrics of texts, with their sources and how they are made.</summary>
internal static class MetricCatalog
{
    private const string IgnoreCase = nameof(TextMetricOptions.IgnoreCase), Tokens = nameof(TextMetricOptions.Tokenization), Stem = nameof(TextMetricOptions.Stem), Tolerance = nameof(TextMetricOptions.Tolerance), Words = nameof(TextMetricOptions.WholeWords), Normalize = nameof(TextMetricOptions.Normalize);

    private static readonly string[] BleuNames =
        [IgnoreCase, Tokens, nameof(TextMetricOptions.Smoothing), nameof(TextMetricOptions.SmoothingValue), nameof(TextMetricOptions.MaxOrder)];

    public static IReadOnlyList<CatalogEntry> Entries { get; } =
    [
        Single("the answer is a reference, but for white space around it", "character by character", o => new ExactMatch { IgnoreCase = o.IgnoreCase ?? false, CollapseWhiteSpace = o.CollapseWhiteSpace ?? false, Form = o.Normalize ?? default }, IgnoreCase, nameof(TextMetricOptions.CollapseWhiteSpace), Normalize),
        Single("the same after lower case, without punctuation and articles", "SQuAD evaluate-v1.1", _ => new SquadExactMatch()),
        Single("a reference occurs in the answer", "character by character", o => new Contains { IgnoreCase = o.IgnoreCase ?? false, WholeWords = o.WholeWords ?? false, Form = o.Normalize ?? default }, IgnoreCase, Words, Normalize),
        Single("every reference occurs in the answer", "character by character", o => new Contains { All = true, IgnoreCase = o.IgnoreCase ?? false, WholeWords = o.WholeWords ?? false, Form = o.Normalize ?? default }, IgnoreCase, Words, Normalize),
        Single("a pattern, or else a reference as one, matches in the answer", ".NET regular expressions", o => new RegexMatch(o.Pattern, o.IgnoreCase ?? false), IgnoreCase, nameof(TextMetricOptions.Pattern)),
        Single("the answer's last number is a reference's", "GSM8K's marks, doubles", o => new NumericMatch { AbsoluteTolerance = o.Tolerance ?? 0, RelativeTolerance = o.RelativeTolerance ?? 0, DecimalComma = o.DecimalComma ?? false }, Tolerance, nameof(TextMetricOptions.RelativeTolerance), nameof(TextMetricOptions.DecimalComma)),
        Single("the answer names a right choice, by letter or text", "as Inspect and simple-evals read answers", _ => new ChoiceMatch()),
        Single("the answer is a reference's JSON value", "RFC 8259", o => new JsonEquality { Tolerance = o.Tolerance ?? 0 }, Tolerance),
        Single("F1 of words after SQuAD's normalisation", "SQuAD evaluate-v2.0", _ => new TokenF1()),
        Single("F1 of words and punctuation", "Microsoft.Extensions.AI.Evaluation.NLP", _ => new MeaiTokenF1()),
        Single("n-gram precision times brevity penalty", "sacreBLEU 2, sentence_bleu", o => new Metrics.Bleu { Options = Bleu(o) }, BleuNames),
        Single("the smaller of n-gram precision and recall", "NLTK sentence_gleu, on \\w+ in lower case", o => new Gleu { Tokenization = o.Tokenization ?? Tokenization.Words, Lowercase = o.IgnoreCase ?? false }, IgnoreCase, Tokens),
        Single("F2 of character n-grams", "sacreBLEU 2, sentence_chrf", o => new ChrF { Options = new() { Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Single("the same with words and pairs of words", "sacreBLEU 2, word_order 2", o => new ChrF { Options = new() { WordOrder = 2, Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Single("F1 of words", "rouge_score 0.1.2", o => new Rouge(RougeKind.Rouge1) { Stem = o.Stem ?? false }, Stem),
        Single("F1 of pairs of words", "rouge_score 0.1.2", o => new Rouge(RougeKind.Rouge2) { Stem = o.Stem ?? false }, Stem),
        Single("F1 of the longest common subsequence of words", "rouge_score 0.1.2", o => new Rouge(RougeKind.RougeL) { Stem = o.Stem ?? false }, Stem),
        Single("the same over lines", "rouge_score 0.1.2", o => new Rouge(RougeKind.RougeLSum) { Stem = o.Stem ?? false }, Stem),
        Single("share of different words in common", "Jaccard 1912", _ => new Jaccard()),
        Single("1 − edit distance / longer length, in characters", "Levenshtein 1966", o => new Levenshtein { IgnoreCase = o.IgnoreCase ?? false }, IgnoreCase),
        Corpus("bleu of all answers as one", "sacreBLEU 2, corpus_bleu", o => new CorpusBleu { Options = Bleu(o) }, BleuNames),
        Corpus("gleu of all answers as one", "NLTK corpus_gleu", o => new CorpusGleu { Tokenization = o.Tokenization ?? Tokenization.Words, Lowercase = o.IgnoreCase ?? false }, IgnoreCase, Tokens),
        Corpus("chrf of all answers as one", "sacreBLEU 2, corpus_chrf", o => new CorpusChrF { Options = new() { Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
        Corpus("chrf++ of all answers as one", "sacreBLEU 2, word_order 2", o => new CorpusChrF { Options = new() { WordOrder = 2, Lowercase = o.IgnoreCase ?? false } }, IgnoreCase),
    ];

    private static CatalogEntry Single(string summary, string source, Func<TextMetricOptions, IMetric> make, params string[] options) =>
        new(make(new()).Info with { Summary = summary, Source = source, Options = options }, make, null);

    private static CatalogEntry Corpus(string summary, string source, Func<TextMetricOptions, ICorpusMetric> make, params string[] options) =>
        new(make(new()).Info with { Summary = summary, Source = source, Options = options }, null, make);

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
