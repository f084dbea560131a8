using System.Collections.Concurrent;

namespace LlmNotebooks.Pricing;

/// <summary>Prices made ready for counting: which counts are part of which, and what covers a count that has no price of its own.</summary>
/// <remarks>
/// A count is charged once, at the price of the most specific unit that has one: of 1,000 input tokens of which 250 are cached, 250
/// are charged as cached ones and 750 as input, if both have prices; else all 1,000 as input.
/// </remarks>
internal sealed class PricePlan
{
    private const int Input = 0, Output = 1, Other = 2;

    private readonly Leaf[] _leaves;
    private readonly UnitRegistry _units;
    private readonly ConcurrentDictionary<string, Cover> _covers = new(StringComparer.Ordinal);

    public PricePlan(IEnumerable<KeyValuePair<BillingUnit, UnitPrice>> prices, UnitRegistry units)
    {
        KeyValuePair<BillingUnit, UnitPrice>[] ordered = [.. prices.OrderByDescending(p => p.Key.Dimensions.Count)];
        _units = units;
        _leaves = new Leaf[ordered.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            BillingUnit whole = ordered[i].Key;
            _leaves[i] = new Leaf(whole, ordered[i].Value, Side(whole), [.. Enumerable.Range(0, i).Where(part => units.Containing(ordered[part].Key).Contains(whole))]);
        }
    }

    /// <summary>The cost of a usage; its lines, too, where a list for them is given.</summary>
    public UsageCost Cost(ModelPrices model, Usage usage, List<CostLine>? lines = null)
    {
        ReadOnlySpan<KeyValuePair<string, decimal>> counts = usage.Span;
        Tally tally = default;
        List<string>? reasons = null;

        // A count below 0 is none: the leaf was not reported.
        Span<decimal> own = _leaves.Length <= 16 ? stackalloc decimal[_leaves.Length] : new decimal[_leaves.Length];
        own.Fill(-1);
        bool covers = false;
        decimal? inputSize = null;
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (string.Equals(count.Key, _units.InputName, StringComparison.Ordinal)) { inputSize = count.Value; }
            if (IndexOf(count.Key) is >= 0 and var leaf) { own[leaf] = count.Value; }
            else if (count.Value > 0) { covers |= IsCovered(count.Key, ref tally, ref reasons); }
        }

        for (int i = 0; i < _leaves.Length; i++)
        {
            decimal parts = 0;
            foreach (int part in _leaves[i].Parts) { parts += own[part]; }
            decimal whole = own[i] >= 0 ? own[i] : _leaves[i].IsRequests ? 1 : covers ? Whole(i, counts, parts, own, ref tally, ref reasons) : parts;
            own[i] = whole - parts;
            if (own[i] >= 0) { continue; }
            (reasons ??= []).Add($"{_leaves[i].Unit.Name} {Usd.Exact(whole)} is less than its parts, {Usd.Exact(parts)}");
            tally.Break(_leaves[i].Side);
            own[i] = 0;
        }

        Charge(own, inputSize ?? InputSize(own), ref tally, lines);
        return tally.Result(model, reasons);
    }

    /// <summary>What a price comes to for a count; null where there is none by that name.</summary>
    public decimal? Rate(string priceName, decimal count, decimal inputSize)
    {
        UnitPrice? price = _leaves.FirstOrDefault(leaf => leaf.Unit.PriceName == priceName)?.Price;
        return price is null ? null : price.Rule == TierRule.Slab && count > 0 ? price.Charge(count, inputSize) / count : price.At(price.Selector == TierSelector.InputSize ? inputSize : count);
    }

    private void Charge(ReadOnlySpan<decimal> own, decimal inputSize, ref Tally tally, List<CostLine>? lines)
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            Leaf leaf = _leaves[i];
            if (own[i] == 0 || tally.IsBroken(leaf.Side)) { continue; }
            decimal charge = leaf.Price.Charge(own[i], inputSize);
            tally.Add(leaf.Side, charge, leaf.Unit.Per);
            lines?.Add(new CostLine(leaf.Unit.Name, own[i], charge / own[i], leaf.Unit.Per, charge / leaf.Unit.Per));
        }
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (string.Equals(_leaves[i].Unit.Name, name, StringComparison.Ordinal)) { return i; }
        }

        return -1;
    }

    /// <summary>Whether a count without a price of its own is charged as a part of something; where not, the reason is noted.</summary>
    private bool IsCovered(string name, ref Tally tally, ref List<string>? reasons)
    {
        if (!Find(name, out Cover cover))
        {
            (reasons ??= []).Add($"{name}: there is no such unit");
            tally.MissAll();
            return false;
        }

        if (cover.Problem is null) { return true; }
        (reasons ??= []).Add(cover.Problem);
        if (cover.IsAmbiguous) { tally.Break(cover.Side); }
        else { tally.Miss(cover.Side); }
        return false;
    }

    /// <summary>A count that is not reported: the least that the reported parts of it make.</summary>
    private decimal Whole(int i, ReadOnlySpan<KeyValuePair<string, decimal>> counts, decimal parts, ReadOnlySpan<decimal> own, ref Tally tally, ref List<string>? reasons)
    {
        decimal whole = parts;
        List<BillingUnit>? seen = null;
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (count.Value == 0 || !Find(count.Key, out Cover cover) || cover.Leaf != i) { continue; }
            foreach (int part in _leaves[i].Parts)
            {
                if (own[part] > 0 && !cover.Unit.IsDisjointFrom(_leaves[part].Unit)) { Overlap(i, cover.Unit, _leaves[part].Unit, ref tally, ref reasons); }
            }

            foreach (BillingUnit other in seen ?? [])
            {
                if (!cover.Unit.IsDisjointFrom(other)) { Overlap(i, cover.Unit, other, ref tally, ref reasons); }
            }

            (seen ??= []).Add(cover.Unit);
            whole += count.Value;
        }

        return whole;
    }

    private void Overlap(int i, BillingUnit one, BillingUnit other, ref Tally tally, ref List<string>? reasons)
    {
        (reasons ??= []).Add($"{_leaves[i].Unit.Name} is not reported, and {one.Name} and {other.Name} overlap");
        tally.Break(_leaves[i].Side);
    }

    private decimal InputSize(ReadOnlySpan<decimal> own)
    {
        decimal size = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (_leaves[i].Side == Input && string.Equals(_leaves[i].Unit.Family, "tokens", StringComparison.Ordinal)) { size += own[i]; }
        }

        return size;
    }

    private bool Find(string name, out Cover cover)
    {
        if (_covers.TryGetValue(name, out cover)) { return true; }
        if (_units.Find(name) is not { } unit) { return false; }
        cover = _covers.GetOrAdd(name, CoverOf(unit));
        return true;
    }

    private Cover CoverOf(BillingUnit unit)
    {
        int[] above = [.. Enumerable.Range(0, _leaves.Length).Where(i => _leaves[i].Unit.Contains(unit))];
        int[] closest = [.. above.Where(i => !above.Any(j => j != i && _leaves[i].Unit.Contains(_leaves[j].Unit)))];
        return closest.Length switch
        {
            0 => new Cover(unit, -1, Side(unit), $"{unit.Name}: no price", false),
            1 => new Cover(unit, closest[0], Side(unit), null, false),
            _ => new Cover(unit, -1, Side(unit), $"{unit.Name}: it is both {_leaves[closest[0]].Unit.Name} and {_leaves[closest[1]].Unit.Name}, and no price says which counts", true),
        };
    }

    private static int Side(BillingUnit unit) => unit.Direction switch
    {
        UsageDirection.Input => Input,
        UsageDirection.Output => Output,
        _ => Other,
    };

    private sealed record Leaf(BillingUnit Unit, UnitPrice Price, int Side, int[] Parts)
    {
        public bool IsRequests { get; } = string.Equals(Unit.Name, Usage.Requests, StringComparison.Ordinal);
    }

    private readonly record struct Cover(BillingUnit Unit, int Leaf, int Side, string? Problem, bool IsAmbiguous);

    /// <summary>Amounts by side. A side that misses a price has an amount that is not all of it; one that is broken has none.</summary>
    private struct Tally
    {
        private const long Million = 1_000_000;

        /// <summary>Exact, and many times as fast to multiply by as to divide by a million.</summary>
        private const decimal Millionth = 0.000001m;

        private decimal _input;
        private decimal _output;
        private decimal _other;

        // Charges for a million, scaled once.
        private decimal _inputMillions;
        private decimal _outputMillions;
        private int _missing;
        private int _broken;

        public readonly bool IsBroken(int side) => (_broken & (1 << side)) != 0;

        public void Miss(int side) => _missing |= 1 << side;

        public void MissAll() => _missing = 7;

        public void Break(int side)
        {
            Miss(side);
            _broken |= 1 << side;
        }

        public void Add(int side, decimal charge, long per)
        {
            if (side == Input && per == Million) { _inputMillions += charge; }
            else if (side == Output && per == Million) { _outputMillions += charge; }
            else if (side == Input) { _input += charge / per; }
            else if (side == Output) { _output += charge / per; }
            else { _other += charge / per; }
        }

        public readonly UsageCost Result(ModelPrices model, List<string>? reasons)
        {
            (decimal input, decimal output) = (_input + (_inputMillions * Millionth), _output + (_outputMillions * Millionth));
            return new UsageCost(model, input + output + _other, Known(Input, input), Known(Output, output), Known(Other, _other), reasons ?? (IReadOnlyList<string>)[]);
        }

        private readonly decimal? Known(int side, decimal amount) => (_missing & (1 << side)) == 0 ? amount : null;
    }
}
