// How long prices and break-even take, in this process, on one thread: a book of 1,500 models read, a million usages priced,
// 10,000 paths of 60 months simulated.
//   dotnet run -c Release --project benchmarks/costs -- [PATHS]      default 10000
using System.Diagnostics;
using System.Globalization;
using Costs;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

PriceBenchmark.Run();
int paths = args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
Uncertain solved = Uncertain.Measured(0.8m, 0.75m, 0.84m);
MachineThroughput throughput = new() { OutputTokensPerSecond = Uncertain.Normal(4_500, 400) };
OwnershipPlan plan = new()
{
    Workload = new Workload { RequestsPerMonth = 60_000_000, InputTokensPerRequest = 800, OutputTokensPerRequest = 100 },
    GrowthPerMonth = Uncertain.Triangular(0, 0.02m, 0.06m),
    LoadFactor = Uncertain.Triangular(0.2m, 0.35m, 0.6m),
    HorizonMonths = 60,
    DiscountRatePerYear = 0.08m,
    Basis = CostBasis.SolvedTask,
    Options =
    [
        new ApiOption
        {
            Name = "api", Prices = new() { InputUsdPerMtok = 0.15m, OutputUsdPerMtok = 0.6m, MonthlyMinimumUsd = 100 },
            PriceDeclinePerYear = Uncertain.Between(0, 0.9m), ShareSolved = Uncertain.Measured(0.86m, 0.83m, 0.89m),
        },
        new RentedOption { Name = "rented", UsdPerMachineHour = 3.29m, PriceDeclinePerYear = Uncertain.Between(0, 0.4m), Throughput = throughput, ShareSolved = solved },
        new OwnedOption
        {
            Name = "own", HardwareUsdPerMachine = 38_750, ResidualShare = Uncertain.Between(0.1m, 0.45m), MaintenanceUsdPerMachineMonth = 250, Throughput = throughput, ShareSolved = solved,
            Electricity = new() { Watts = 1_275, IdleWatts = 400, Pue = 1.58m, UsdPerKwh = Uncertain.Between(0.08m, 0.2m) },
        },
    ],
};

Time("own against the API, cold", () => plan.Simulate("own", "api", seed: 1, paths: paths));
for (int i = 0; i < 3; i++) { Time("own against the API", () => plan.Simulate("own", "api", seed: 1, paths: paths)); }
Time("own against rented", () => plan.Simulate("own", "rented", seed: 1, paths: paths));
Time("tornado", () => plan.Tornado("own", "api"));
Time("ranges of volume", () => plan.CheaperVolumes("own", "api"));
Time("cost by volume, 51 volumes × 1,000 paths", () => plan.CostByVolume());

static void Time(string what, Func<object> work)
{
    Stopwatch watch = Stopwatch.StartNew();
    object made = work();
    watch.Stop();
    Console.WriteLine($"{what,-42} {watch.Elapsed.TotalMilliseconds,8:F1} ms   {(made is BreakEvenSimulation simulation ? simulation.Words : "")}");
}
