using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

/// <summary>Plans with round numbers.</summary>
internal static class Plans
{
    /// <summary>Requests a month that keep one machine exactly busy: 730 hours, one request a second.</summary>
    public const decimal MachineRequests = 730 * 3_600;

    /// <summary>A service that takes so much for a request of 100 answer tokens.</summary>
    public static ApiOption Api(decimal usdPerRequest) => new()
    {
        Name = "api",
        Prices = new ApiPrices { InputUsdPerMtok = 0, OutputUsdPerMtok = usdPerRequest * 10_000 },
    };

    /// <summary>A machine that answers one request of 100 answer tokens in a second.</summary>
    public static OwnedOption Owned(decimal hardware = 0, decimal perMonth = 0) => new()
    {
        Name = "own",
        HardwareUsdPerMachine = hardware,
        MaintenanceUsdPerMachineMonth = perMonth,
        Throughput = new MachineThroughput { OutputTokensPerSecond = 100m },
    };

    public static RentedOption Rented(decimal usdPerHour) => new()
    {
        Name = "rented",
        UsdPerMachineHour = usdPerHour,
        Throughput = new MachineThroughput { OutputTokensPerSecond = 100m },
    };

    public static OwnershipPlan Of(decimal requests, int months, params ServingOption[] options) => new()
    {
        Workload = new Workload { RequestsPerMonth = requests, InputTokensPerRequest = 0, OutputTokensPerRequest = 100 },
        LoadFactor = 1m,
        HorizonMonths = months,
        Options = options,
    };
}
