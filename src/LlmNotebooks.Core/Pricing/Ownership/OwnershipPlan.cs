namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A workload, a horizon, and the options to serve it: what is owned, rented or bought by the token, side by side.</summary>
/// <remarks>
/// Month 0 is paid before the first month and the costs of month m at its end, discounted by (1 + annual rate)^(−m/12).
/// Methods that name options throw <see cref="ArgumentException"/> where the plan has no such one, and, compared by solved task, where its share solved is not known.
/// A demand that outgrows a decimal throws <see cref="OverflowException"/>.
/// </remarks>
public sealed record OwnershipPlan
{
    internal const int MostPaths = 1_000_000;

    private const int LongestHorizon = 600;
    private const int MostVolumes = 1_000;

    /// <summary>What is asked of the model.</summary>
    public required Workload Workload { get; init => field = Valid.NotNull(value, nameof(Workload)); }

    /// <summary>Requests of the first month where they are uncertain, at least 0; null, the default, for the workload's.</summary>
    public Uncertain? RequestsPerMonth { get; init => field = value is null ? null : InputRange.NotNegative.Check(value, nameof(RequestsPerMonth)); }

    /// <summary>Growth of the requests from month to month where it is uncertain, above −1; null, the default, for the workload's.</summary>
    public Uncertain? GrowthPerMonth { get; init => field = value is null ? null : InputRange.Growth.Check(value, nameof(GrowthPerMonth)); }

    /// <summary>
    /// Average demand over peak demand, above 0 and at most 1: what is left of the machines' throughput when they must serve the busiest minutes. 1 is a demand that never varies;
    /// an office's working hours alone make it about 0.25.
    /// </summary>
    public required Uncertain LoadFactor { get; init => field = InputRange.LoadFactor.Check(value, nameof(LoadFactor)); }

    /// <summary>Months, from 1 to 600. Default 36.</summary>
    public int HorizonMonths { get; init => field = Valid.From(1, LongestHorizon, value, nameof(HorizonMonths)); } = 36;

    /// <summary>By how much money in a year is worth less than money today: 0.08 is 8%. Above −1 and at most 10. Default 0.</summary>
    public decimal DiscountRatePerYear { get; init => field = InputRange.DiscountRate.Check(value, nameof(DiscountRatePerYear)); }

    /// <summary>What options are compared by. Default <see cref="CostBasis.Request"/>.</summary>
    public CostBasis Basis { get; init => field = Valid.Defined(value, nameof(Basis)); }

    /// <summary>Level of the intervals of the cost per solved task, in (0, 1). Default 0.95.</summary>
    public double Confidence { get; init => field = Valid.Confidence(value, nameof(Confidence)); } = 0.95;

    /// <summary>The options, at least one, each with a name of its own.</summary>
    public required IReadOnlyList<ServingOption> Options { get; init => field = Named(value, nameof(Options)); }

    internal Uncertain Requests => RequestsPerMonth ?? Workload.RequestsPerMonth;

    internal Uncertain Growth => GrowthPerMonth ?? Workload.GrowthPerMonth;

    /// <summary>What each option costs month by month, every input at its median.</summary>
    public IReadOnlyList<CashFlow> CashFlows() => [.. Options.Select(option => CashFlowOf(option.Name))];

    /// <summary>What one option costs month by month, every input at its median.</summary>
    /// <param name="option">Its name.</param>
    public CashFlow CashFlowOf(string option)
    {
        ServingOption found = Find(option, nameof(option));
        Demand<decimal> demand = new PresentValues<decimal>(this, MedianInputs.Instance).Ask().Demand;
        MonthCost<decimal>[] costs = new MonthCost<decimal>[HorizonMonths + 1];
        found.Fill(demand, MedianInputs.Instance, costs);
        decimal[] discounts = PresentValues<decimal>.Discounts(this);
        CashFlowMonth[] months = new CashFlowMonth[costs.Length];
        decimal sum = 0, discounted = 0;
        for (int month = 0; month < costs.Length; month++)
        {
            MonthCost<decimal> cost = costs[month];
            decimal today = cost.Total * discounts[month];
            months[month] = new(month, demand.Requests[month], checked((long)cost.Machines), cost.Capital, cost.Running, cost.Residual, sum += cost.Total, today, discounted += today);
        }

        return new CashFlow(found, this, months);
    }

    /// <summary>From when on one option has cost no more than another, every input at its median.</summary>
    /// <param name="option">Name of the option that is to pay off.</param>
    /// <param name="than">Name of the option that it is compared with.</param>
    /// <exception cref="InvalidOperationException">Compared by solved task, and one of them solves nothing.</exception>
    public BreakEven BreakEven(string option, string than)
    {
        (ServingOption first, ServingOption second) = Pair(option, than);
        ThrowIfNothingIsSolved(first, second);
        PresentValues<decimal> values = new PresentValues<decimal>(this, MedianInputs.Instance).Ask();
        decimal[] sums = new decimal[HorizonMonths + 1], others = new decimal[HorizonMonths + 1];
        values.Sum(first, sums);
        values.Sum(second, others);
        return new BreakEven(option, than, PresentValues<decimal>.BreakEven(sums, others), [.. others.Zip(sums, (other, own) => other - own)]);
    }

    /// <summary>The volumes at which one option costs no more than another over the horizon, every input at its median: several ranges where machines are added in steps.</summary>
    /// <param name="option">Name of the option that is to pay off.</param>
    /// <param name="than">Name of the option that it is compared with.</param>
    /// <param name="upTo">Requests in the first month up to which to look, above 0; null for ten times the plan's.</param>
    /// <remarks>Between two volumes at which a machine is added or a monthly minimum is reached, costs are straight lines, so the crossings are exact.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="upTo"/> is not above 0, or so large that there are more than 20,000 steps.</exception>
    /// <exception cref="InvalidOperationException">Compared by solved task, and one of them solves nothing.</exception>
    public IReadOnlyList<VolumeRange> CheaperVolumes(string option, string than, decimal? upTo = null)
    {
        (ServingOption first, ServingOption second) = Pair(option, than);
        ThrowIfNothingIsSolved(first, second);
        return new VolumeSearch(this, first, second, VolumeLimit(upTo)).Ranges();
    }

    /// <summary>What each option costs over the horizon as a value today, at volumes from 0 to a limit.</summary>
    /// <param name="upTo">Requests in the first month of the last volume, above 0; null for ten times the plan's.</param>
    /// <param name="volumes">How many volumes, evenly spaced, from 2 to 1,000. Default 51.</param>
    /// <param name="seed">Seed of the draws from which the bounds are.</param>
    /// <param name="paths">How many draws, from 1 to 1,000,000. Default 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public IReadOnlyList<CostAtVolume> CostByVolume(decimal? upTo = null, int volumes = 51, long seed = 1, int paths = 1_000)
    {
        Valid.From(2, MostVolumes, volumes, nameof(volumes));
        foreach (ServingOption option in Options) { ThrowIfNotKnown(option, nameof(Basis)); }
        return VolumeCosts.Of(this, VolumeLimit(upTo), volumes, new DrawnInputs(seed), Valid.From(1, MostPaths, paths, nameof(paths)));
    }

    /// <summary>Break-even with every uncertain input drawn, independently of each other, path by path.</summary>
    /// <param name="option">Name of the option that is to pay off.</param>
    /// <param name="than">Name of the option that it is compared with.</param>
    /// <param name="seed">The same seed gives the same paths, the first of them however many there are.</param>
    /// <param name="paths">How many, from 1 to 1,000,000. Default 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="paths"/> is out of range.</exception>
    public BreakEvenSimulation Simulate(string option, string than, long seed = 1, int paths = 10_000)
    {
        (ServingOption first, ServingOption second) = Pair(option, than);
        return BreakEvenSimulation.Run(this, first, second, seed, Valid.From(1, MostPaths, paths, nameof(paths)));
    }

    /// <summary>What drives the saving of one option over another: each uncertain input alone at its 5% and its 95% quantile, the others at their median; the widest swing first.</summary>
    /// <param name="option">Name of the option that is to pay off.</param>
    /// <param name="than">Name of the option that it is compared with.</param>
    public IReadOnlyList<TornadoBar> Tornado(string option, string than)
    {
        (ServingOption first, ServingOption second) = Pair(option, than);
        return TornadoBar.All(this, first, second);
    }

    /// <summary>The uncertain inputs of the workload and of some options.</summary>
    internal IEnumerable<OwnershipInput> UncertainInputs(params IEnumerable<ServingOption> options) =>
        new OwnershipInput[] { new("", InputKind.RequestsPerMonth, Requests), new("", InputKind.GrowthPerMonth, Growth), new("", InputKind.LoadFactor, LoadFactor) }
            .Concat(options.SelectMany(option => option.Inputs))
            .Where(input => !input.Value.IsFixed && (Basis == CostBasis.SolvedTask || input.Kind != InputKind.ShareSolved));

    private static IReadOnlyList<ServingOption> Named(IReadOnlyList<ServingOption> options, string name)
    {
        ArgumentNullException.ThrowIfNull(options, name);
        if (options.Count == 0 || options.Contains(null!)) { throw new ArgumentException("Must have at least one option, and no null.", name); }
        return options.GroupBy(option => option.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two options are named '{twice.Key}'.", name)
            : [.. options];
    }

    private decimal VolumeLimit(decimal? upTo)
    {
        decimal limit = upTo ?? (10 * Requests.Median);
        return limit > 0 ? limit : throw new ArgumentOutOfRangeException(nameof(upTo), limit, "Must be above 0.");
    }

    private ServingOption Find(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return Options.FirstOrDefault(option => option.Name == name)
            ?? throw new ArgumentException($"The plan has no option '{name}'; it has {string.Join(", ", Options.Select(option => option.Name))}.", parameter);
    }

    private (ServingOption Option, ServingOption Than) Pair(string option, string than)
    {
        (ServingOption first, ServingOption second) = (Find(option, nameof(option)), Find(than, nameof(than)));
        ThrowIfNotKnown(first, nameof(option));
        ThrowIfNotKnown(second, nameof(than));
        return (first, second);
    }

    private void ThrowIfNotKnown(ServingOption option, string parameter)
    {
        if (Basis == CostBasis.SolvedTask && option.ShareSolved is null)
        {
            throw new ArgumentException($"The share of tasks that '{option.Name}' solves is not known, so it cannot be compared by solved task.", parameter);
        }
    }

    private void ThrowIfNothingIsSolved(params ReadOnlySpan<ServingOption> options)
    {
        foreach (ServingOption option in options)
        {
            if (Basis == CostBasis.SolvedTask && option.ShareSolved!.Median <= 0)
            {
                throw new InvalidOperationException($"'{option.Name}' solves nothing, so there is no cost of a solved task.");
            }
        }
    }
}
