using CsCheck;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

/// <summary>Laws that hold whatever the prices are.</summary>
public sealed class CostLawTests
{
    private static readonly Gen<decimal> Amount = Gen.OneOf(Gen.Const(0m), Gen.Int[0, 1_000_000].Select(n => n / 10_000m));

    // Counts at, just above and far from the starts of tiers.
    private static readonly Gen<long> Tokens = Gen.OneOf(Gen.Const(0L), Gen.Const(1L), Gen.Const(1000L), Gen.Const(1001L), Gen.Const(5000L), Gen.Const(5001L), Gen.Long[0, 300_000]);

    // Prices that rise from tier to tier; with falling ones, a token more may well cost less.
    private static readonly Gen<UnitPrice> Rising =
        from price in Amount
        from first in Amount
        from second in Amount
        from tiers in Gen.Int[0, 2]
        select new UnitPrice(price, ((PriceTier[])[new(1000, price + first), new(5000, price + first + second)]).Take(tiers));

    private static readonly Gen<UnitPrice> Slabs =
        from below in Amount
        from middle in Amount
        from above in Amount
        select Books.Slabs(below, (1000, middle), (5000, above));

    private static readonly Gen<(PriceBook Book, long Fresh, long Cached, long Output)> Cases =
        from input in Gen.OneOf(Rising, Slabs)
        from cached in Gen.OneOf(Rising, Slabs)
        from output in Gen.OneOf(Rising, Slabs)
        from counts in Gen.Select(Tokens, Tokens, Tokens)
        select (Books.One(("input_mtok", input), ("cache_read_mtok", cached), ("output_mtok", output)), counts.Item1, counts.Item2, counts.Item3);

    [Fact]
    public void A_token_more_never_costs_less_and_nothing_costs_less_than_nothing() => Cases.Sample(c =>
    {
        decimal cost = Cost(c.Book, c.Fresh, c.Cached, c.Output);
        return cost >= 0
            && Cost(c.Book, c.Fresh + 1, c.Cached, c.Output) >= cost
            && Cost(c.Book, c.Fresh, c.Cached + 1, c.Output) >= cost
            && Cost(c.Book, c.Fresh, c.Cached, c.Output + 1) >= cost;
    }, iter: 5_000);

    [Fact]
    public void Slabs_add_up() => Gen.Select(Slabs, Tokens, Tokens).Sample((price, a, b) =>
    {
        // Charging a, and then b more from there on, is charging both at once: each token has the price of its place.
        decimal Place(long from, long to) => Enumerable.Range(0, 3).Sum(i =>
        {
            decimal[] starts = [0, 1000, 5000, decimal.MaxValue];
            decimal[] prices = [price.Price, price.Tiers[0].Price, price.Tiers[1].Price];
            return Math.Max(0, Math.Min(to, starts[i + 1]) - Math.Max(from, starts[i])) * prices[i];
        });
        PriceBook book = Books.One(("input_mtok", price));
        decimal both = book.Cost(new Usage { ["input_tokens"] = a + b }).TotalUsd!.Value;
        return both == (Place(0, a) + Place(a, a + b)) / 1_000_000
            && both == book.Cost(new Usage { ["input_tokens"] = a }).TotalUsd!.Value + Place(a, a + b) / 1_000_000;
    }, iter: 5_000);

    [Fact]
    public void The_lines_are_the_total() => Cases.Sample(c =>
    {
        Usage usage = Usage(c.Fresh, c.Cached, c.Output);
        return c.Book.Itemize("p", "m", usage, Books.Noon).Sum(l => l.CostUsd) == c.Book.Cost(usage).TotalUsd;
    }, iter: 2_000);

    [Fact]
    public void A_month_never_costs_less_than_its_minimum() => Gen.Select(Cases, Amount, Gen.Int[0, 10_000]).Sample((c, minimum, requests) =>
    {
        PriceBook book = Books.Of(c.Book.Providers[0].Models[0] with { MonthlyMinimumUsd = minimum });
        Workload workload = new() { RequestsPerMonth = requests, InputTokensPerRequest = c.Fresh + c.Cached, OutputTokensPerRequest = c.Output };
        MonthlyCost month = Assert.Single(book.MonthlyCosts("p", "m", workload, Books.Noon));
        return month.ChargeUsd >= minimum && month.ChargeUsd >= month.UsageUsd && (month.ChargeUsd == minimum || month.ChargeUsd == month.UsageUsd);
    }, iter: 2_000);

    private static Usage Usage(long fresh, long cached, long output) => new() { ["input_tokens"] = fresh + cached, ["cache_read_tokens"] = cached, ["output_tokens"] = output };

    private static decimal Cost(PriceBook book, long fresh, long cached, long output) => book.Cost(Usage(fresh, cached, output)).TotalUsd!.Value;
}
