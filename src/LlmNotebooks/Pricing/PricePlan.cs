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
    private readonly Dictionary<string, Cover> _covers = new(StringComparer.Ordinal);
    private readonly string? _inputName;

    public PricePlan(IEnumerable<KeyValuePair<BillingUnit, UnitPrice>> prices, UnitRegistry units)
    {
        KeyValuePair<BillingUnit, UnitPrice>[] ordered = [.. prices.OrderByDescending(p => p.Key.Dimensions.Count)];
        _leaves = [.. ordered.Select((p, i) => new Leaf(p.Key, p.Value, Side(p.Key), [.. Enumerable.Range(0, i).Where(j => p.Key.Contains(ordered[j].Key))]))];
        _inputName = units.Units.FirstOrDefault(u => u.IsAllInput)?.Name;
        foreach (BillingUnit unit in units.Units)
        {
            if (!_leaves.Any(leaf => ReferenceEquals(leaf.Unit, unit))) { _covers.Add(unit.Name, CoverOf(unit)); }
        }
    }

    /// <summary>The cost of a usage; its lines, too, where a list for them is given.</summary>
    public UsageCost Cost(ModelPrices model, Usage usage, List<CostLine>? lines = null)
    {
        Tally tally = default;
        ReadOnlySpan<KeyValuePair<string, decimal>> counts = usage.Span;
        List<string>? reasons = null;
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (count.Value > 0 && !IsPriced(count.Key)) { CheckCovered(count.Key, ref tally, ref reasons); }
        }

        Span<decimal> own = _leaves.Length <= 16 ? stackalloc decimal[_leaves.Length] : new decimal[_leaves.Length];
        for (int i = 0; i < _leaves.Length; i++)
        {
            decimal parts = 0;
            foreach (int part in _leaves[i].Parts) { parts += own[part]; }
            decimal whole = Whole(i, counts, parts, own, ref tally, ref reasons);
            own[i] = whole - parts;
            if (own[i] >= 0) { continue; }
            (reasons ??= []).Add($"{_leaves[i].Unit.Name} {Usd.Exact(whole)} is less than its parts, {Usd.Exact(parts)}");
            tally.Break(_leaves[i].Side);
            own[i] = 0;
        }

        decimal inputSize = InputSize(counts, own);
        for (int i = 0; i < _leaves.Length; i++)
        {
            Leaf leaf = _leaves[i];
            if (own[i] == 0 || tally.IsBroken(leaf.Side)) { continue; }
            decimal charge = leaf.Price.Charge(own[i], inputSize);
            decimal cost = charge / leaf.Unit.Per;
            tally.Add(leaf.Side, cost);
            lines?.Add(new CostLine(leaf.Unit.Name, own[i], charge / own[i], leaf.Unit.Per, cost));
        }

        return tally.Result(model, reasons);
    }

    /// <summary>What a price comes to for a count; null where there is none by that name.</summary>
    public decimal? Rate(string priceName, decimal count, decimal inputSize)
    {
        UnitPrice? price = _leaves.FirstOrDefault(leaf => leaf.Unit.PriceName == priceName)?.Price;
        return price is null ? null : price.Rule == TierRule.Slab && count > 0 ? price.Charge(count, inputSize) / count : price.At(price.Selector == TierSelector.InputSize ? inputSize : count);
    }

    private bool IsPriced(string name)
    {
        foreach (Leaf leaf in _leaves)
        {
            if (string.Equals(leaf.Unit.Name, name, StringComparison.Ordinal)) { return true; }
        }

        return false;
    }

    private void CheckCovered(string name, ref Tally tally, ref List<string>? reasons)
    {
        if (!_covers.TryGetValue(name, out Cover cover))
        {
            (reasons ??= []).Add($"{name}: there is no such unit");
            tally.MissAll();
        }
        else if (cover.Problem is not null)
        {
            (reasons ??= []).Add(cover.Problem);
            if (cover.IsAmbiguous) { tally.Break(cover.Side); }
            else { tally.Miss(cover.Side); }
        }
    }

    /// <summary>The reported count; where none is, the least that the reported parts of it make.</summary>
    private decimal Whole(int i, ReadOnlySpan<KeyValuePair<string, decimal>> counts, decimal parts, ReadOnlySpan<decimal> own, ref Tally tally, ref List<string>? reasons)
    {
        BillingUnit unit = _leaves[i].Unit;
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (string.Equals(count.Key, unit.Name, StringComparison.Ordinal)) { return count.Value; }
        }

        if (string.Equals(unit.Name, Usage.Requests, StringComparison.Ordinal)) { return 1; }
        decimal whole = parts;
        List<BillingUnit>? seen = null;
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (count.Value == 0 || !_covers.TryGetValue(count.Key, out Cover cover) || cover.Leaf != i) { continue; }
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

    private decimal InputSize(ReadOnlySpan<KeyValuePair<string, decimal>> counts, ReadOnlySpan<decimal> own)
    {
        foreach (KeyValuePair<string, decimal> count in counts)
        {
            if (string.Equals(count.Key, _inputName, StringComparison.Ordinal)) { return count.Value; }
        }

        decimal size = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (_leaves[i].Side == Input && string.Equals(_leaves[i].Unit.Family, "tokens", StringComparison.Ordinal)) { size += own[i]; }
        }

        return size;
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

    private sealed record Leaf(BillingUnit Unit, UnitPrice Price, int Side, int[] Parts);

    private readonly record struct Cover(BillingUnit Unit, int Leaf, int Side, string? Problem, bool IsAmbiguous);

    /// <summary>Amounts by side. A side that misses a price has an amount that is not all of it; one that is broken has none.</summary>
    private struct Tally
    {
        private decimal _input;
        private decimal _output;
        private decimal _other;
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

        public void Add(int side, decimal cost)
        {
            switch (side)
            {
                case Input: _input += cost; break;
                case Output: _output += cost; break;
                default: _other += cost; break;
            }
        }

        public readonly UsageCost Result(ModelPrices model, List<string>? reasons) => new(
            model, _input + _output + _other,
            Known(Input, _input), Known(Output, _output), Known(Other, _other), reasons ?? (IReadOnlyList<string>)[]);

        private readonly decimal? Known(int side, decimal amount) => (_missing & (1 << side)) == 0 ? amount : null;
    }
}
