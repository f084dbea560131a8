using System.Globalization;

namespace Simulations;

/// <summary>Many runs of a chance experiment, each with its own random numbers, so that the counts are the same however the runs are spread over processors.</summary>
internal static class Simulation
{
    /// <summary>Runs of every simulation: a rate of 5 % is then known to ± 0.3 % (two standard errors).</summary>
    public const int Runs = 20_000;

    /// <summary>The share of runs in which something happened; printed with its name beside the test.</summary>
    public static double Share(string name, int seed, Func<Draws, bool> happens, int runs = Runs)
    {
        int count = 0;
        Parallel.For(0, runs, run =>
        {
            if (happens(new Draws(seed, run))) { Interlocked.Increment(ref count); }
        });
        double share = (double)count / runs;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {share:0.0000} of {runs} runs"));
        return share;
    }

    /// <summary>Holds the share of runs whose 95 % interval contains the truth to 94 % to 96.5 %.</summary>
    public static void AssertCoverage(string name, int seed, Func<Draws, LlmNotebooks.Statistics.Interval> interval, double truth) =>
        Assert.InRange(Share(name, seed, draws => interval(draws).Contains(truth)), 0.94, 0.965);
}
