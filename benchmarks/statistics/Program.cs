// How long the tests and intervals take, in this process, on one thread. Jobs that have the name of one that is timed for SciPy 1.10 or statsmodels
// elsewhere do the same work on data of the same shape: 1,000 scores of a Beta(5, 2), and the same with noise, cut to [0, 1].
//   dotnet run -c Release --project benchmarks/statistics -- [REPEATS]      default 3; the best and the median are printed, after one warm-up
// SciPy's side of the first: python3 -m timeit -s "import numpy as np; from scipy import stats; x = np.random.default_rng(7).beta(5, 2, 1000)"
//   "stats.bootstrap((x,), np.mean, n_resamples=10000, method='BCa', random_state=1, batch=500)"
using System.Diagnostics;
using System.Globalization;
using LlmNotebooks.Statistics;
using MathNet.Numerics.Distributions;

int repeats = args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
Random random = new(7);
double[] x = new double[1000], y = new double[1000];
Beta.Samples(random, x, 5, 2);
for (int i = 0; i < y.Length; i++) { y[i] = Math.Clamp(x[i] + Normal.Sample(random, 0.01, 0.1), 0, 1); }
ItemScore[] a = [.. x.Select((score, i) => new ItemScore($"{i}", score, $"{i / 10}"))], b = [.. y.Select((score, i) => new ItemScore($"{i}", score, $"{i / 10}"))];
double[] pValues = [.. x.Select(value => value * value)];

Stopwatch cold = Stopwatch.StartNew();
BootstrapResult first = Bootstrap.Mean(x);
Console.WriteLine($"the first bootstrap of this process: {cold.Elapsed.TotalMilliseconds:F1} ms, {first.Bca!.Value.Lower:F4} to {first.Bca.Value.Upper:F4}");
Console.WriteLine($"{"job",-45} {"best ms",10} {"median ms",10}");
Time("bootstrap BCa mean, n=1000, 10000 resamples", () => Bootstrap.Mean(x));
Time("bootstrap BCa difference, the same, paired", () => Bootstrap.PairedDifference(x, y));
Time("bootstrap BCa of any statistic, the same", () => Bootstrap.Of(x, Mean));
Time("cluster bootstrap BCa, 100 clusters of 10", () => Bootstrap.ClusteredDifference(a, b));
Time("sign flips, n=1000, 10000 draws", () => PermutationTest.Paired(x, y));
Time("sign flips, n=30, exact", () => PermutationTest.Paired(x.AsSpan(0, 30), y.AsSpan(0, 30)));
Time("deals, n=500 and 500, 10000 draws", () => PermutationTest.TwoSample(x.AsSpan(0, 500), y.AsSpan(500)));
Time("paired t, n=1000", () => TTest.Paired(x, y));
Time("Wilcoxon, n=1000", () => Wilcoxon.Paired(x, y));
Time("Mann-Whitney, n=1000", () => MannWhitney.Test(x, y));
Time("Mann-Whitney, n=49 and 49, exact", () => MannWhitney.Test(x.AsSpan(0, 49), y.AsSpan(100, 49)));
Time("Spearman, n=1000", () => Correlation.Spearman(x, y));
Time("Kendall, n=1000", () => Correlation.Kendall(x, y));
Time("McNemar exact", () => McNemar.Test(310, 44, 71, 175));
Time("Clopper-Pearson, n=1000", () => Proportion.ClopperPearson(812, 1000));
Time("Holm, 1000 p-values", () => MultipleComparisons.Holm(pValues));

void Time(string job, Func<object> work)
{
    _ = work();
    double[] times = new double[repeats];
    for (int repeat = 0; repeat < times.Length; repeat++)
    {
        int done = 0;
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            _ = work();
            done++;
        }
        while (watch.Elapsed.TotalMilliseconds < 50);
        times[repeat] = watch.Elapsed.TotalMilliseconds / done;
    }

    Array.Sort(times);
    Console.WriteLine($"{job,-45} {times[0],10:F3} {times[times.Length / 2],10:F3}");
}

static double Mean(ReadOnlySpan<double> values)
{
    double sum = 0;
    foreach (double value in values) { sum += value; }
    return sum / values.Length;
}
