namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Reads the options of a plan's file.</summary>
internal sealed class OptionReader(IOwnershipSources? sources, Workload workload, CancellationToken cancellationToken)
{
    public async Task<ServingOption> ReadAsync(JsonFields fields) => fields.Text("kind") switch
    {
        "api" => await ApiAsync(fields).ConfigureAwait(false),
        "rented" => await RentedAsync(fields).ConfigureAwait(false),
        "owned" => await OwnedAsync(fields).ConfigureAwait(false),
        string other => throw new OwnershipFileException(fields.At("kind"), $"must be api, rented or owned and is \"{other}\"."),
    };

    private async Task<ApiOption> ApiAsync(JsonFields fields)
    {
        Uncertain? solved = await SolvedAsync(fields).ConfigureAwait(false);
        ApiPrices prices = await PricesAsync(fields).ConfigureAwait(false);
        return fields.Make(() => new ApiOption
        {
            Name = fields.Text("name"),
            Prices = prices,
            PriceDeclinePerYear = fields.OptionalRange("price_decline_per_year") ?? 0m,
            ShareSolved = solved,
            SetUpUsd = fields.OptionalNumber("set_up_usd") ?? 0,
            StaffUsdPerMonth = fields.OptionalNumber("staff_usd_per_month") ?? 0,
        });
    }

    private async Task<ApiPrices> PricesAsync(JsonFields fields)
    {
        if (fields.Has("provider") || fields.Has("model"))
        {
            (string? provider, string model) = (fields.OptionalText("provider"), fields.Text("model"));
            if (sources is null) { throw new OwnershipFileException(fields.At("model"), "there is no price book here; type the prices in instead: input_usd_per_mtok, output_usd_per_mtok."); }
            return await AskAsync(fields.At("model"), () => sources.PricesAsync(provider, model, workload, cancellationToken)).ConfigureAwait(false);
        }

        // Checked where they stand: the option's object has them flat.
        return fields.MakePart(() => new ApiPrices
        {
            InputUsdPerMtok = fields.Number("input_usd_per_mtok"),
            OutputUsdPerMtok = fields.Number("output_usd_per_mtok"),
            CachedInputUsdPerMtok = fields.OptionalNumber("cached_input_usd_per_mtok"),
            UsdPerRequest = fields.OptionalNumber("usd_per_request") ?? 0,
            MonthlyMinimumUsd = fields.OptionalNumber("monthly_minimum_usd") ?? 0,
        });
    }

    private async Task<RentedOption> RentedAsync(JsonFields fields)
    {
        Uncertain? solved = await SolvedAsync(fields).ConfigureAwait(false);
        MachineThroughput throughput = await ThroughputAsync(fields).ConfigureAwait(false);
        return fields.Make(() => new RentedOption
        {
            Name = fields.Text("name"),
            UsdPerMachineHour = fields.Number("usd_per_machine_hour"),
            PriceDeclinePerYear = fields.OptionalRange("price_decline_per_year") ?? 0m,
            BilledHoursFraction = fields.OptionalNumber("billed_hours_fraction") ?? 1,
            Throughput = throughput,
            MinimumMachines = fields.OptionalWhole("minimum_machines") ?? 1,
            ShareSolved = solved,
            SetUpUsd = fields.OptionalNumber("set_up_usd") ?? 0,
            StaffUsdPerMonth = fields.OptionalNumber("staff_usd_per_month") ?? 0,
        });
    }

    private async Task<OwnedOption> OwnedAsync(JsonFields fields)
    {
        Uncertain? solved = await SolvedAsync(fields).ConfigureAwait(false);
        MachineThroughput throughput = await ThroughputAsync(fields).ConfigureAwait(false);
        return fields.Make(() => new OwnedOption
        {
            Name = fields.Text("name"),
            HardwareUsdPerMachine = fields.Number("hardware_usd_per_machine"),
            ResidualShare = Residual(fields),
            ComputeUsdPerMachineMonth = fields.OptionalNumber("compute_usd_per_machine_month") ?? 0,
            MaintenanceUsdPerMachineMonth = fields.OptionalNumber("maintenance_usd_per_machine_month") ?? 0,
            ElectricityUsdPerMachineMonth = fields.OptionalNumber("electricity_usd_per_machine_month") ?? 0,
            Electricity = fields.Has("electricity") ? Power(fields.Object("electricity")) : null,
            BilledHoursFraction = fields.OptionalNumber("billed_hours_fraction") ?? 1,
            Throughput = throughput,
            MinimumMachines = fields.OptionalWhole("minimum_machines") ?? 1,
            ShareSolved = solved,
            SetUpUsd = fields.OptionalNumber("set_up_usd") ?? 0,
            StaffUsdPerMonth = fields.OptionalNumber("staff_usd_per_month") ?? 0,
        });
    }

    private static Uncertain Residual(JsonFields fields)
    {
        if (fields.OptionalNumber("residual_usd_per_machine") is not { } residual) { return fields.OptionalRange("residual_share") ?? 0m; }
        if (fields.Has("residual_share")) { throw new OwnershipFileException(fields.At("residual_share"), "is given twice: as a share and as residual_usd_per_machine."); }
        decimal price = fields.Number("hardware_usd_per_machine");
        return residual >= 0 && residual <= price && price > 0
            ? residual / price
            : throw new OwnershipFileException(fields.At("residual_usd_per_machine"), $"is {residual} and must be from 0 to hardware_usd_per_machine, {price}.");
    }

    private static Electricity Power(JsonFields fields) => fields.Make(() => new Electricity
    {
        Watts = fields.Number("watts"),
        IdleWatts = fields.OptionalNumber("idle_watts"),
        Pue = fields.OptionalNumber("pue") ?? 1,
        UsdPerKwh = fields.Range("usd_per_kwh"),
    });

    private async Task<MachineThroughput> ThroughputAsync(JsonFields option)
    {
        JsonFields fields = option.Object("throughput");
        if (!fields.Has("run"))
        {
            return fields.Make(() => new MachineThroughput
            {
                OutputTokensPerSecond = fields.Range("output_tokens_per_second"),
                InputTokensPerSecond = fields.OptionalRange("input_tokens_per_second"),
            });
        }

        (string run, string model) = fields.Make(() => (fields.Text("run"), fields.Text("model")));
        return await AskAsync(fields.Path, () => Runs(fields).ThroughputAsync(run, model, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<Uncertain?> SolvedAsync(JsonFields option)
    {
        if (option.OptionalObject("share_solved") is not { } fields || !fields.Has("run")) { return option.OptionalRange("share_solved"); }
        (string run, string model, string? metric) = fields.Make(() => (fields.Text("run"), fields.Text("model"), fields.OptionalText("metric")));
        return await AskAsync(fields.Path, () => Runs(fields).ShareSolvedAsync(run, model, metric, cancellationToken)).ConfigureAwait(false);
    }

    private IOwnershipSources Runs(JsonFields fields) => sources ?? throw new OwnershipFileException(fields.At("run"), "there are no runs here; type the numbers in instead.");

    private static async Task<T> AskAsync<T>(string path, Func<ValueTask<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OwnershipFileException))
        {
            // Which parameter of a method was wrong says nothing to who wrote the file.
            throw new OwnershipFileException(path, exception.Message.Split(" (Parameter '", 2)[0], exception);
        }
    }
}
