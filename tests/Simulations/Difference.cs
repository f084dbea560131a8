namespace Simulations;

/// <summary>A distribution of paired differences with a given mean.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Effect">The mean difference that is to be found.</param>
/// <param name="Variance">About the mean.</param>
/// <param name="Draw">Draws a difference with the mean given.</param>
internal sealed record Difference(string Name, double Effect, double Variance, Func<Draws, double, double> Draw)
{
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Normal; of those in [−1, 1] not one in a thousand is cut off.</summary>
    public static Difference Normal(double effect, double sd) => new($"normal, sd {sd}, effect {effect}", effect, sd * sd, (draws, mean) => mean + (sd * draws.Normal()));

    /// <summary>Of right and wrong answers: 0 but for a share of the items.</summary>
    public static Difference Paired(double effect, double discordant) => new(
        $"0/1 pairs, discordance {discordant}, effect {effect}", effect, discordant - (effect * effect), (draws, mean) =>
        {
            double u = draws.Uniform();
            return u < (discordant + mean) / 2 ? 1 : u < discordant ? -1 : 0;
        });

    /// <summary>A rare large difference and a common small one on the other side.</summary>
    public static Difference Rare(double effect, double rare, double share)
    {
        double common = -rare * share / (1 - share);
        return new Difference($"{rare} on {share} of the items, else {common:0.000}, effect {effect}", effect, (share * rare * rare) + ((1 - share) * common * common),
            (draws, mean) => mean + (draws.Uniform() < share ? rare : common));
    }

    /// <summary>Exponential with mean 0.15, less its mean; one in four hundred is cut off at 0.9.</summary>
    public static Difference Exponential(double effect)
    {
        // E min(X, c) = s(1 − e^{−c/s}); E min(X, c)² = 2s²(1 − e^{−c/s}) − 2cs·e^{−c/s}.
        const double Scale = 0.15, Cut = 0.9;
        double beyond = Math.Exp(-Cut / Scale), mean0 = Scale * (1 - beyond), square = (2 * Scale * Scale * (1 - beyond)) - (2 * Cut * Scale * beyond);
        return new Difference($"exponential, effect {effect}", effect, square - (mean0 * mean0), (draws, mean) => Math.Min(Cut, Scale * draws.Exponential()) - mean0 + mean);
    }
}
