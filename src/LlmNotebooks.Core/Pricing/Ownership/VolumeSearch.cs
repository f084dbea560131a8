namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Finds the volumes at which one option costs no more than another.</summary>
internal sealed class VolumeSearch(OwnershipPlan plan, ServingOption option, ServingOption than, decimal upTo)
{
    private const int MostSteps = 20_000;
    private const decimal Equal = 1e-6m;

    private readonly PresentValues<decimal> _values = new(plan, MedianInputs.Instance);
    private readonly decimal[] _sums = new decimal[plan.HorizonMonths + 1];

    public IReadOnlyList<VolumeRange> Ranges()
    {
        List<(decimal From, decimal To)> cheaper = [];
        decimal from = 0;
        foreach (decimal to in Breaks())
        {
            if (Cheaper(from, to) is { } piece)
            {
                if (cheaper is [.., (var start, var end)] && end == piece.From) { cheaper[^1] = (start, piece.To); }
                else { cheaper.Add(piece); }
            }

            from = to;
        }

        return [.. cheaper.Select(range => new VolumeRange(range.From, range.To < upTo ? range.To : null))];
    }

    /// <summary>Where costs bend or step, in ascending order, the limit last.</summary>
    private decimal[] Breaks()
    {
        Demand<decimal> perUnit = _values.Ask(1).Demand;
        decimal[] breaks =
        [
            .. new[] { option, than }.SelectMany(each => each.Breaks(perUnit, MedianInputs.Instance, upTo))
                .Where(volume => volume < upTo).Take(MostSteps + 1).Append(upTo).Distinct().Order(),
        ];
        return breaks.Length <= MostSteps
            ? breaks
            : throw new ArgumentOutOfRangeException(nameof(upTo), upTo, $"There are more than {MostSteps:N0} volumes up to there at which a machine is added.");
    }

    /// <summary>The part of a piece, on which the difference is a straight line, where the option costs no more.</summary>
    private (decimal From, decimal To)? Cheaper(decimal from, decimal to)
    {
        // Inside, because at the ends the costs may step.
        decimal quarter = (to - from) / 4, first = More(from + quarter), second = More(to - quarter);
        decimal atFrom = first - ((second - first) / 2), atTo = second + ((second - first) / 2);
        if (atFrom <= Equal && atTo <= Equal) { return (from, to); }
        if (atFrom > 0 && atTo > 0) { return null; }
        decimal crossing = from + ((to - from) * (atFrom / (atFrom - atTo)));
        return atFrom <= 0 ? (from, crossing) : (crossing, to);
    }

    /// <summary>How much more the option costs.</summary>
    private decimal More(decimal volume)
    {
        _values.Ask(volume).Sum(option, _sums);
        decimal cost = _sums[^1];
        _values.Sum(than, _sums);
        return cost - _sums[^1];
    }
}
