using LlmNotebooks.Statistics;
foreach (int n in new[]{1000, 20, 2000, 997}) {
Random random = new(7);
double[] x = [.. Enumerable.Range(0, n).Select(_ => Math.Sqrt(random.NextDouble()))];
double m=x.Average(); double th=Math.Sqrt(x.Sum(v=>(v-m)*(v-m)))/n;
double[] z=[.. Enumerable.Range(0,300).Select(k=> (Bootstrap.Mean(x, seed: k, resamples:2000).StandardError/th-1)*Math.Sqrt(4000))];
double[] b=[.. Enumerable.Range(0,300).Select(k=> Bootstrap.Mean(x, seed: k+1000, resamples:2000).Bias/th*Math.Sqrt(2000))];
Console.WriteLine($"{n}: mean z {z.Average():F3} sd {Math.Sqrt(z.Sum(v=>v*v)/300):F3}; bias {b.Average():F3} {Math.Sqrt(b.Sum(v=>v*v)/300):F3}  (se of means 0.058)");
}
