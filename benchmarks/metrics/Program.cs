// How long metrics of texts take, in this process, on one thread: 1,000 pairs of about 50 tokens, of which some 70 % agree in order,
// and texts of 100,000 characters. The names are those of a script that times NLTK on the same work.
//   dotnet run -c Release --project benchmarks/metrics -- [REPEATS]      default 3
using System.Diagnostics;
using System.Globalization;
using LlmNotebooks.Metrics;
using MetricsBenchmark;

int repeats = args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
Workload work = new();
(string[] A, string[] B)[] pairs = work.Pairs;
(string A, string B)[] texts = [.. pairs.Select(pair => (string.Join(' ', pair.A), string.Join(' ', pair.B)))];
string long1 = work.Text(100_000), long2 = work.Text(100_000);

Console.WriteLine($"{"job",-45} {"best ms",10} {"median ms",10}");
Time("BLEU-4 method1, 1000 pairs", () => Sum(pairs, p => NltkBleu.SentenceOfTokens(p.B, [p.A], NltkSmoothing.Method1)));
Time("BLEU-4 method4, 1000 pairs", () => Sum(pairs, p => NltkBleu.SentenceOfTokens(p.B, [p.A], NltkSmoothing.Method4)));
Time("BLEU-4 sacreBLEU 13a from text, 1000 pairs", () => Sum(texts, p => Bleu.Sentence(p.B, [p.A]).Value));
Time("GLEU, 1000 pairs", () => Sum(pairs, p => Gleu.SentenceOfTokens(p.B, [p.A])));
Time("GLEU from text, 1000 pairs", () => Sum(texts, p => Gleu.Sentence(p.B, [p.A])));
Time("chrF (sacreBLEU), 1000 pairs", () => Sum(texts, p => ChrF.Sentence(p.B, [p.A])));
Time("chrF++ (sacreBLEU), 1000 pairs", () => Sum(texts, p => ChrF.Sentence(p.B, [p.A], ChrFOptions.PlusPlus)));
Time("token F1, 1000 pairs", () => Sum(pairs, p => TokenF1.OverlapOfTokens(p.B, p.A).F1));
Time("token F1 (SQuAD) from text, 1000 pairs", () => Sum(texts, p => TokenF1.Overlap(p.B, p.A).F1));
Time("tokenise \\w+, 2000 texts", () => Sum(texts, p => TextTokenizer.Tokenize(p.A, Tokenization.Words).Count + TextTokenizer.Tokenize(p.B, Tokenization.Words).Count));
Time("ROUGE-1 stemmed, 1000 pairs", () => Sum(texts, p => Rouge.N(p.B, p.A, 1, stem: true).F1));
Time("ROUGE-L, 1000 pairs", () => Sum(texts, p => Rouge.L(p.B, p.A).F1));
Time("ROUGE-Lsum, 1000 pairs", () => Sum(texts, p => Rouge.LSum(p.B, p.A).F1));
Time("Levenshtein, 1000 pairs", () => Sum(texts, p => Levenshtein.Distance(p.B, p.A)));
Time("BLEU, one pair of 100,000 characters", () => Bleu.Sentence(long1, [long2]).Value);
Time("chrF++, one pair of 100,000 characters", () => ChrF.Sentence(long1, [long2], ChrFOptions.PlusPlus));
Time("ROUGE-L, one pair of 100,000 characters", () => Rouge.L(long1, long2).F1);
Time("ROUGE-Lsum, one pair of 100,000 characters", () => Rouge.LSum(long1, long2).F1);
Time("Levenshtein, one pair of 100,000 characters", () => Levenshtein.Distance(long1, long2));
Console.WriteLine($"peak working set MB {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}");

static double Sum<T>(T[] items, Func<T, double> score)
{
    double sum = 0;
    foreach (T item in items) { sum += score(item); }
    return sum;
}

// As many rounds as take 50 ms, after as many as bring the code to its final speed.
void Time(string name, Func<double> job)
{
    for (int i = 0; i < 3; i++)
    {
        Stopwatch warm = Stopwatch.StartNew();
        while (warm.ElapsedMilliseconds < 150) { job(); }
    }

    List<double> times = [];
    for (int i = 0; i < repeats; i++)
    {
        int rounds = 0;
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            job();
            rounds++;
        }
        while (watch.Elapsed.TotalMilliseconds < 50);
        times.Add(watch.Elapsed.TotalMilliseconds / rounds);
    }

    times.Sort();
    Console.WriteLine($"{name,-45} {times[0],10:F3} {times[times.Count / 2],10:F3}");
}
