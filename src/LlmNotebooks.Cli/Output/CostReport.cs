using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmNotebooks.Pricing;
using LlmNotebooks.Tables;

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

    /// <summary>Prints the sums by model, the dearest first.</summary>
    /// <param name="csv">Whether as CSV, with the rest on <paramref name="error"/>.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="error">Where the rest goes beside CSV.</param>
    public void Write(bool csv, TextWriter output, TextWriter error)
    {
        Frame frame = Frame.Of(_byModel.OrderByDescending(m => m.Value.AtLeast).Select(m => (m.Key.Provider, m.Key.Model, Sums: m.Value, Sum: m.Value.Sum())))
            .Column("provider", m => m.Provider, ColumnRole.Key)
            .Column("model", m => m.Model, ColumnRole.Key)
            .Column("calls", m => m.Sum.Usages, Unit.Count)
            .Column("input_usd", m => m.Sums.Input, Unit.Usd)
            .Column("output_usd", m => m.Sums.Output, Unit.Usd)
            .Column("total_usd", m => m.Sum.TotalUsd, Unit.Usd)
            .Column("at_least_usd", m => m.Sum.AtLeastUsd, Unit.Usd)
            .Column("unpriced_calls", m => m.Sum.UnpricedUsages, Unit.Count)
            .Column("remark", m => m.Sums.Model is { } model && model.IsOld(now) ? model.AgeText(now) : null)
            .Build();
        if (csv) { FrameOutput.WriteCsv(frame, output); }
        else { FrameOutput.Write(frame.WithoutEmpty("remark"), output); }

        TextWriter words = csv ? error : output;
        CostSum total = Sums.Together(_byModel.Values).Sum();
        if (!csv) { output.WriteLine(); }
        words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Together: {total}{(total.UnpricedUsages == 0 ? $" for {total.Usages:N0} calls" : "")}."));
        foreach ((string reason, long calls) in total.Reasons) { words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  unpriced, {calls:N0}×: {reason}")); }
    }

    private static void Append(StringBuilder text, string name, decimal? amount)
    {
        if (amount is { } usd) { text.Append(", \"").Append(name).Append("\": \"").Append(Usd.Exact(usd)).Append('"'); }
    }

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
