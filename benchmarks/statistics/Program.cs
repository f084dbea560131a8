using System.Diagnostics;
using LlmNotebooks.Statistics;
Random random = new(7);
double[] x = [.. Enumerable.Range(0, 1000).Select(_ => Math.Sqrt(random.NextDouble()))];
for (int k = 0; k < 15; k++) {
var c0=Process.GetCurrentProcess().TotalProcessorTime;Stopwatch watch = Stopwatch.StartNew();
BootstrapResult r = Bootstrap.Mean(x, seed: k);
Console.WriteLine($"{watch.Elapsed.TotalMilliseconds} {(Process.GetCurrentProcess().TotalProcessorTime-c0).TotalMilliseconds} {r.Bca}");
}
