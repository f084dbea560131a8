using System.Text.Json;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A plan in a JSON file, with what is to be computed of it.</summary>
/// <remarks>
/// Fields are the properties' names in snake_case. An uncertain number is a number, [low, high], {low, mode, high}, {mean, sd} or {estimate, low, high, confidence}.
/// Every object may have <c>notes</c>, of any kind; any other field that is not known is an error. Comments and trailing commas are allowed.
/// </remarks>
public sealed record OwnershipFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private OwnershipFile(OwnershipPlan plan, string baseline, long seed, int paths, decimal? volumeLimit) =>
        (Plan, Baseline, Seed, Paths, VolumeLimit) = (plan, baseline, seed, paths, volumeLimit);

    /// <summary>The plan.</summary>
    public OwnershipPlan Plan { get; }

    /// <summary>Name of the option that every other one is compared with: <c>baseline</c>, or the first.</summary>
    public string Baseline { get; }

    /// <summary>Seed of the simulation. Default 1.</summary>
    public long Seed { get; }

    /// <summary>Paths of the simulation, from 1 to 1,000,000. Default 10,000.</summary>
    public int Paths { get; }

    /// <summary>Requests in the first month up to which volumes are looked at, above 0; null, the default, for ten times the plan's.</summary>
    public decimal? VolumeLimit { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sources">Where named prices and runs are found; null where everything is typed in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OwnershipFileException">It is not a plan.</exception>
    public static async Task<OwnershipFile> LoadAsync(string path, IOwnershipSources? sources = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return await ParseAsync(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), sources, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="sources">Where named prices and runs are found; null where everything is typed in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OwnershipFileException">It is not a plan.</exception>
    public static async Task<OwnershipFile> ParseAsync(string json, IOwnershipSources? sources = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException exception)
        {
            throw new OwnershipFileException("", $"This is not JSON: {exception.Message}", exception);
        }

        using (document) { return await ReadAsync(new JsonFields(document.RootElement, ""), sources, cancellationToken).ConfigureAwait(false); }
    }

    private static async Task<OwnershipFile> ReadAsync(JsonFields fields, IOwnershipSources? sources, CancellationToken cancellationToken)
    {
        JsonFields workload = fields.Object("workload");
        (Uncertain requests, Uncertain growth, Uncertain load) = (workload.Range("requests_per_month"), workload.OptionalRange("growth_per_month") ?? 0m, workload.Range("load_factor"));
        Workload asked = workload.Make(() => new Workload
        {
            RequestsPerMonth = requests.Median,
            InputTokensPerRequest = workload.Number("input_tokens_per_request"),
            OutputTokensPerRequest = workload.Number("output_tokens_per_request"),
            CachedShare = workload.OptionalNumber("cached_share") ?? 0,
        });
        OptionReader reader = new(sources, asked, cancellationToken);
        List<ServingOption> options = [];
        foreach (JsonFields option in fields.Objects("options")) { options.Add(await reader.ReadAsync(option).ConfigureAwait(false)); }
        OwnershipPlan plan = fields.MakePart(() => new OwnershipPlan
        {
            Workload = asked,
            LoadFactor = 1m,
            HorizonMonths = fields.OptionalWhole("horizon_months") ?? 36,
            DiscountRatePerYear = fields.OptionalNumber("discount_rate_per_year") ?? 0,
            Confidence = (double)(fields.OptionalNumber("confidence") ?? 0.95m),
            Basis = Basis(fields),
            Options = options,
        });
        RefuseEndlessMachines(asked, options, fields);
        plan = workload.Make(() => plan with { RequestsPerMonth = requests, GrowthPerMonth = growth, LoadFactor = load });
        return fields.Make(() => new OwnershipFile(plan, Known(fields, plan), fields.OptionalLong("seed") ?? 1, Paths(fields), Limit(fields)));

        static int Paths(JsonFields fields) => Valid.From(1, OwnershipPlan.MostPaths, fields.OptionalWhole("paths") ?? 10_000, "paths");

        static decimal? Limit(JsonFields fields) => fields.OptionalNumber("volume_limit") is { } limit
            ? InputRange.Positive.Check(limit, "volume_limit")
            : null;
    }

    // Without answer tokens, and without a speed of reading, a machine would serve any demand.
    private static void RefuseEndlessMachines(Workload workload, List<ServingOption> options, JsonFields fields)
    {
        int endless = options.FindIndex(option => option is MachineOption { Throughput.InputTokensPerSecond: null });
        if (workload.OutputTokensPerRequest == 0 && workload.InputTokensPerRequest > 0 && endless >= 0)
        {
            throw new OwnershipFileException(fields.At($"options[{endless}].throughput"), "needs input_tokens_per_second, since the workload has no answer tokens.");
        }
    }

    private static CostBasis Basis(JsonFields fields) => fields.OptionalText("basis") switch
    {
        null or "request" => CostBasis.Request,
        "solved_task" => CostBasis.SolvedTask,
        string other => throw new OwnershipFileException(fields.At("basis"), $"must be request or solved_task and is \"{other}\"."),
    };

    private static string Known(JsonFields fields, OwnershipPlan plan)
    {
        if (plan.Basis == CostBasis.SolvedTask && plan.Options.FirstOrDefault(option => option.ShareSolved is null) is { } unknown)
        {
            throw new OwnershipFileException(fields.At("basis"), $"is solved_task, and the option \"{unknown.Name}\" has no share_solved.");
        }

        string baseline = fields.OptionalText("baseline") ?? plan.Options[0].Name;
        return plan.Options.Any(option => option.Name == baseline)
            ? baseline
            : throw new OwnershipFileException(fields.At("baseline"), $"is \"{baseline}\" and must be one of {string.Join(", ", plan.Options.Select(option => option.Name))}.");
    }
}
