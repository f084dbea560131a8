using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Browser.Tests;

/// <summary>Frames of the shapes that runs give, with awkward names and missing cells among them.</summary>
internal static class SampleFrames
{
    private static readonly string[] Categories = ["arithmetic", "copying", "sorting", "spelling", "counting"];

    private static readonly (string Model, double Score, double LatencyMs, long Bytes)[] Models =
    [
        ("skills-micro-f16", 0.914, 48.2, 6_400_000),
        ("skills-micro-q8_0", 0.911, 39.7, 3_500_000),
        ("skills-micro-q4_0", 0.873, 35.1, 2_000_000),
        ("skills-nano-f16", 0.731, 17.9, 1_900_000),
        ("skills-nano-q8_0", 0.738, 15.2, 1_100_000),
        ("skills-pico-f16", 0.424, 6.3, 400_000),
    ];

    public static Frame ByModel { get; } = Frame.Of(Models.Append(("not-run </script><b>&", double.NaN, 20, 500_000)))
        .Column("model", m => m.Item1)
        .Column("exact-match", m => m.Item2)
        .Bounds("exact-match", m => m.Item2 - 0.04, m => m.Item2 + 0.03)
        .Column("latency_median_ms", m => m.Item3, Unit.Milliseconds)
        .Column("file_bytes", m => m.Item4, Unit.Bytes)
        .Build();

    public static Frame ByCategory { get; } = Frame.Of(
            from m in Models.Index()
            from c in Categories.Index()
            select (m.Item.Model, Category: c.Item, Score: (m.Index + c.Index) % 9 == 7 ? (double?)null : Math.Clamp(m.Item.Score + 0.15 * Math.Sin(m.Index + 3 * c.Index), 0, 1)))
        .Column("model", r => r.Model).Column("category", r => r.Category).Column("score", r => r.Score).Build();

    public static Frame Answers { get; } = Frame.Of(
            from m in Models
            from i in Enumerable.Range(0, m.Model.EndsWith("f16", StringComparison.Ordinal) ? 900 : 120)
            let spread = Math.Exp(0.35 * Math.Sqrt(-2 * Math.Log((i % 97 + 1) / 98.0)) * Math.Cos(2 * Math.PI * (i * 0.618 % 1)))
            select (m.Model, LatencyMs: i == 0 ? (double?)null : m.LatencyMs * spread * (i % 40 == 3 ? 3 : 1)))
        .Column("model", r => r.Model).Column("latency_ms", r => r.LatencyMs, Unit.Milliseconds).Build();

    public static Frame Comparisons { get; } = Frame.Of(Models[1..].Select(m => ($"skills-micro-f16 − {m.Model}", Models[0].Score - m.Score)))
        .Column("comparison", c => c.Item1)
        .Column("difference", c => c.Item2)
        .Bounds("difference", c => c.Item2 - 0.022, c => c.Item2 + 0.022)
        .Build();

    /// <summary>All models with each other, one of them without a score and one with scores for half of the items.</summary>
    public static AllPairsComparison Compared { get; } = AllPairsComparison.Compare(
        Models.Index().Append((6, ("not-run </script><b>&", double.NaN, 20, 500_000))).ToDictionary(
            m => m.Item2.Item1,
            m => Enumerable.Range(0, m.Item1 == 5 ? 60 : 120).Select(i => new ItemScore($"{i}", double.IsNaN(m.Item2.Item2) ? null : ((i * 37) + (m.Item1 * 5)) % 100 < 100 * m.Item2.Item2 ? 1 : 0)),
            StringComparer.Ordinal),
        resamples: 500);

    public static Frame BySolvedTask { get; } = Frame.Of(Models.Index())
        .Column("model", m => m.Item.Model)
        .Column("cost_usd", m => 0.002 / m.Item.Score, Unit.Usd)
        .Bounds("cost_usd", m => 0.0018 / m.Item.Score, m => m.Index > 3 ? null : 0.0023 / m.Item.Score)
        .Build();

    public static Frame ByVolume { get; } = Frame.Of(
            from i in Enumerable.Range(1, 40)
            from option in new[] { "service", "machines", "not </script> priced" }
            let requests = i * 25_000.0
            select (Requests: requests, Option: option, Cost: option switch
            {
                "service" => 0.006 * requests,
                "machines" => 2_400 * Math.Ceiling(requests / 600_000),
                _ => i is < 12 or 20 ? 0.009 * requests : (double?)null,
            }))
        .Column("requests", r => r.Requests, Unit.Count)
        .Column("option", r => r.Option)
        .Column("cost_usd", r => r.Cost, Unit.Usd)
        .Bounds("cost_usd", r => r.Option == "service" ? 0.8 * r.Cost : null, r => r.Option == "service" ? 1.3 * r.Cost : null)
        .Build();

    public static Frame Inputs { get; } = Frame.Of(new (string Input, double? Low, double? High, string From, string To)[]
        {
            ("requests per month", 21_000, 58_000, "200k", "900k"), ("share of the cheaper model", 44_000, 27_500, "20%", "80%"),
            ("idle machines", 36_000, 39_500, "0", "2"), ("discount </script>", null, 30_000, "0%", "30%"),
        })
        .Column("input", i => i.Input).Column("saving_usd_low", i => i.Low, Unit.Usd, of: "saving_usd").Column("saving_usd_high", i => i.High, Unit.Usd, of: "saving_usd").Column("from", i => i.From).Column("to", i => i.To)
        .Build();

    public static Frame Payments { get; } = Frame.Of(
            Enumerable.Range(1, 36).SelectMany(m => new[] { (Month: m, Option: "service", CostUsd: 9_400.0), (m, "machines", 2_300) }).Prepend((0, "machines", 148_000)))
        .Column("month", p => p.Month, Unit.Months).Column("option", p => p.Option).Column("cost_usd", p => p.CostUsd, Unit.Usd).Build();
}
