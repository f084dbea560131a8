namespace LlmNotebooks.Statistics;

/// <summary>Several models' scores, on the way to an <see cref="AllPairsComparison"/>.</summary>
internal sealed class AllPairs
{
    private readonly (string Name, ItemScores Scores)[] _scored;
    private readonly (string Name, ItemScores Scores)[] _empty;
    private readonly double _confidence;
    private readonly ScoreRange _range;
    private readonly bool _lowerIsBetter;

    public AllPairs(IReadOnlyDictionary<string, IEnumerable<ItemScore>> models, double confidence, ScoreRange? range, bool lowerIsBetter)
    {
        (string Name, ItemScores Scores)[] all = [.. models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => (model.Key, new ItemScores(model.Value)))];
        _scored = [.. all.Where(model => model.Scores.Items.Count > 0)];
        _empty = [.. all.Where(model => model.Scores.Items.Count == 0)];
        _confidence = confidence;
        _lowerIsBetter = lowerIsBetter;
        _range = ItemScores.RangeOf(range, all.Select(model => model.Scores));
    }

    public AllPairsComparison Compare(long seed, int resamples)
    {
        Ranking ranking = Rank(seed, resamples);
        HashSet<string> leftOut = new(ranking.LeftOut, StringComparer.Ordinal);
        Dictionary<string, RankedModel> places = ranking.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        (string Name, ItemScores Scores, MeanEstimate Estimate)[] ordered = Ordered(places.Keys, ranking, leftOut);
        ModelPair[] pairs = Pairs([.. ordered.Select(model => (model.Name, model.Scores))]);
        CompactLetters letters = CompactLetters.Of([.. ordered.Select(model => model.Name)], pairs.Where(pair => pair.ToldApart).Select(pair => (pair.A, pair.B)));
        return new AllPairsComparison
        {
            Models =
            [
                .. ordered.Select(model => new ComparedModel(
                    model.Name, model.Estimate, model.Scores.Missing, ranking.Items > 0 ? [.. model.Scores.Ordered().Where(leftOut.Contains)] : [],
                    places.GetValueOrDefault(model.Name), letters[model.Name])),
                .. _empty.Select(model => new ComparedModel(model.Name, model.Scores.Estimate(_confidence, _range), model.Scores.Missing, [], null, null)),
            ],
            Pairs = pairs,
            Ranking = ranking,
            Letters = letters,
            Confidence = _confidence,
            LowerIsBetter = _lowerIsBetter,
        };
    }

    private Ranking Rank(long seed, int resamples) => _scored.Length >= 2
        ? new RankedScores(_scored, _lowerIsBetter).Rank(seed, resamples, _confidence)
        : new Ranking
        {
            Models = [],
            ProbabilityAbove = [],
            Items = 0,
            Clusters = 0,
            LeftOut = [],
            Resamples = 0,
            Seed = seed,
            Confidence = _confidence,
            Reason = _scored.Length == 0 ? "no model has a score" : $"only {_scored[0].Name} has a score",
        };

    // As ranked; where there is no ranking, by the mean on the items that all have, or else on each model's own.
    private (string Name, ItemScores Scores, MeanEstimate Estimate)[] Ordered(IEnumerable<string> ranked, Ranking ranking, HashSet<string> leftOut)
    {
        Dictionary<string, int> order = ranked.Index().ToDictionary(place => place.Item, place => place.Index, StringComparer.Ordinal);
        return
        [
            .. _scored
                .Select(model => (model.Name, model.Scores, Estimate: model.Scores.Estimate(
                    ranking.Items > 0 ? [.. model.Scores.Ordered().Where(item => !leftOut.Contains(item))] : model.Scores.Ordered(), _confidence, _range)))
                .OrderBy(model => order.GetValueOrDefault(model.Name))
                .ThenByDescending(model => _lowerIsBetter ? -model.Estimate.Mean : model.Estimate.Mean)
                .ThenBy(model => model.Name, StringComparer.Ordinal),
        ];
    }

    private ModelPair[] Pairs((string Name, ItemScores Scores)[] ordered)
    {
        PairedComparison[] comparisons =
        [
            .. from a in Enumerable.Range(0, ordered.Length)
               from b in Enumerable.Range(a + 1, ordered.Length - a - 1)
               select new PairedScores(ordered[a].Name, ordered[a].Scores, ordered[b].Name, ordered[b].Scores, _confidence, _range).Compare(),
        ];

        // A pair without a p-value is of the family all the same: it counts, and stands behind all the others.
        double?[] p = [.. comparisons.Select(comparison => comparison.P ?? comparison.SignP)];
        double[] holm = MultipleComparisons.Holm([.. p.Select(value => value ?? 1)]);
        double single = 1 - ((1 - _confidence) / Math.Max(1, comparisons.Length));
        return [.. comparisons.Select((comparison, i) => Judge(comparison, p[i] is null ? null : holm[i], single))];
    }

    private ModelPair Judge(PairedComparison comparison, double? holm, double single)
    {
        Interval? simultaneous = null;
        if (comparison is { Difference: { } difference, T: not null, SePaired: { } se, DegreesOfFreedom: { } df })
        {
            double half = Distribution.StudentCritical(single, df) * se;
            simultaneous = new Interval(difference - half, difference + half);
        }

        ComparisonVerdict verdict = comparison.Verdict == ComparisonVerdict.NotComparable ? ComparisonVerdict.NotComparable
            : !(holm < 1 - _confidence) ? ComparisonVerdict.NotDistinguishable
            : comparison.Difference > 0 != _lowerIsBetter ? ComparisonVerdict.ABetter : ComparisonVerdict.BBetter;
        return new ModelPair(_lowerIsBetter ? comparison.WhereLowerIsBetter() : comparison, holm, simultaneous, verdict);
    }
}
