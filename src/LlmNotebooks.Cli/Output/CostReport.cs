using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Output;

/// <summary>Costs of usages: a line each for machines, by model for people.</summary>
internal sealed class CostReport(DateTimeOffset now)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MostOldPrices = 10;

    private readonly Dictionary<(string? Provider, string Model), Sums> _byModel = [];
    private readonly HashSet<ModelPrices> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>One usage as a JSON line: the sides whose price is known, and why the total is not where it is not.</summary>
    public static void AppendLine(StringBuilder text, UsageRecord record, UsageCost cost)
    {
        text.Append("{\"id\": ").Append(record.IdJson ?? "null");
        Append(text, "input_price", cost.InputUsd);
        Append(text, "output_price", cost.OutputUsd);
        Append(text, "total_price", cost.TotalUsd);
        if (!cost.IsPriced) { text.Append(", \"unpriced\": ").Append(JsonSerializer.Serialize(string.Join("; ", cost.Unpriced), Plain)); }
        text.Append("}\n");
    }

    /// <summary>Keeps in mind whose prices were used.</summary>
    public void Note(ModelPrices? prices)
    {
        if (prices is not null) { _used.Add(prices); }
    }

    /// <summary>A line for each used price that is older than 90 days; those of unknown date in one.</summary>
    public IEnumerable<string> OldPrices()
    {
        ModelPrices[] old = [.. _used.Where(prices => prices.AsOf is not null && prices.IsOld(now)).OrderBy(prices => prices.Id, StringComparer.Ordinal)];
        foreach (ModelPrices prices in old.Take(MostOldPrices)) { yield return $"{prices.Id}: {prices.AgeText(now)}."; }
        if (old.Length > MostOldPrices) { yield return string.Create(CultureInfo.InvariantCulture, $"and {old.Length - MostOldPrices} more prices older than {ModelPrices.OldAfterDays} days."); }
        if (_used.Count(prices => prices.AsOf is null) is > 0 and var unknown) { yield return string.Create(CultureInfo.InvariantCulture, $"the prices of {unknown} {(unknown == 1 ? "model" : "models")} are of unknown date."); }
    }

    public void Add(UsageRecord record, UsageCost cost)
    {
        (string?, string) key = (record.Provider, record.Model ?? "?");
        if (!_byModel.TryGetValue(key, out Sums? sums)) { _byModel.Add(key, sums = new Sums(cost.Model)); }
        sums.Add(cost);
    }

    public void Write(TextWriter output)
    {
        TextTable table = new TextTable().Text("provider").Text("model").Number("calls").Number("input USD").Number("output USD").Number("total USD").Number("unpriced calls").Text("");
        foreach (((string? provider, string model), Sums sums) in _byModel.OrderByDescending(m => m.Value.AtLeast))
        {
            CostSum sum = sums.Sum();
            table.Row(
                provider, model, TextTable.Whole(sum.Usages), Money(sums.Input), Money(sums.Output), Total(sum),
                TextTable.Whole(sum.UnpricedUsages), sums.Model is { } m && m.IsOld(now) ? m.AgeText(now) : "");
        }

        table.Write(output);
        Sums all = Sums.Together(_byModel.Values);
        CostSum total = all.Sum();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Together: {total}{(total.UnpricedUsages == 0 ? $" for {total.Usages:N0} calls" : "")}."));
        foreach ((string reason, long calls) in total.Reasons) { output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  unpriced, {calls:N0}×: {reason}")); }
    }

    private static void Append(StringBuilder text, string name, decimal? amount)
    {
        if (amount is { } usd) { text.Append(", \"").Append(name).Append("\": \"").Append(Usd.Exact(usd)).Append('"'); }
    }

    private static string? Total(CostSum sum) => sum.TotalUsd is { } total ? Money(total) : sum.AtLeastUsd > 0 ? "at least " + Money(sum.AtLeastUsd) : null;

    // Little is not nothing.
    private static string? Money(decimal? usd) => usd is { } amount ? Usd.Text(amount).TrimStart('$') : null;

    private sealed class Sums(ModelPrices? model)
    {
        private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
        private long _calls, _unpriced;

        public ModelPrices? Model { get; private set; } = model;

        public decimal? Input { get; private set; } = 0;

        public decimal? Output { get; private set; } = 0;

        public decimal AtLeast { get; private set; }

        public static Sums Together(IEnumerable<Sums> parts)
        {
            Sums all = new(null);
            foreach (Sums part in parts)
            {
                all._calls += part._calls;
                all._unpriced += part._unpriced;
                all.AtLeast += part.AtLeast;
                foreach ((string reason, long calls) in part._reasons) { all._reasons[reason] = all._reasons.GetValueOrDefault(reason) + calls; }
            }

            return all;
        }

        public void Add(UsageCost cost)
        {
            _calls++;
            Model ??= cost.Model;
            Input += cost.InputUsd;
            Output += cost.OutputUsd;
            AtLeast += cost.AtLeastUsd;
            if (cost.IsPriced) { return; }
            _unpriced++;
            foreach (string reason in cost.Unpriced) { _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1; }
        }

        public CostSum Sum() => new(AtLeast, _calls, _unpriced, [.. _reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)]);
    }
}
