using System.Diagnostics;
using LlmNotebooks.Pricing;

namespace Costs;

/// <summary>A book of 1,500 models, made of the built-in one's prices, and a million usages of them.</summary>
internal static class PriceBenchmark
{
    private const int Models = 1_500, Usages = 1_000_000;

    public static void Run()
    {
        // In a process of its own, so that the time is that of a command which reads a book and has done nothing else.
        if (Environment.GetEnvironmentVariable("BOOK") is { } given)
        {
            Stopwatch watch = Stopwatch.StartNew();
            PriceBook read = PriceBook.Load(given);
            Console.WriteLine($"read a book of {read.Providers.Sum(p => p.Models.Count):N0} models, cold          {watch.Elapsed.TotalMilliseconds,8:F1} ms");
            Environment.Exit(0);
        }

        string path = Path.GetTempFileName();
        try
        {
            Large().Save(path);
            for (int i = 0; i < 3; i++) { Child(path); }
            Stopwatch again = Stopwatch.StartNew();
            PriceBook book = PriceBook.Load(path);
            Console.WriteLine($"read it where one was read before             {again.Elapsed.TotalMilliseconds,8:F1} ms");
            for (int i = 0; i < 3; i++) { Price(book); }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Price(PriceBook book)
    {
        (string Provider, string Model)[] models = [.. book.Providers.SelectMany(p => p.Models.Select(m => (p.Id, m.Id)))];
        Usage[] usages = [.. Enumerable.Range(0, 1_000).Select(i => new Usage { ["input_tokens"] = 1_000 + (i * 397), ["cache_read_tokens"] = i * 211, ["output_tokens"] = 50 + i, ["output_reasoning_tokens"] = i % 50 })];
        DateTimeOffset at = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        decimal sum = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Usages; i++)
        {
            (string provider, string model) = models[i % models.Length];
            sum += book.Cost(provider, model, usages[i % usages.Length], at).AtLeastUsd;
        }

        Console.WriteLine($"priced {Usages:N0} usages                         {watch.Elapsed.TotalMilliseconds,8:F1} ms   together {Usd.Text(sum)}");
    }

    private static PriceBook Large()
    {
        ModelPrices[] seeds = [.. PriceBook.BuiltIn.Providers.SelectMany(p => p.Models)];
        return new PriceBook(Enumerable.Range(0, 30).Select(p => new ProviderPrices
        {
            Id = $"p{p}",
            Name = $"P{p}",
            Models = [.. Enumerable.Range(0, Models / 30).Select(m => seeds[((p * 50) + m) % seeds.Length] with { Id = $"p{p}-m{m}" })],
        }));
    }

    private static void Child(string book)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, Environment.GetCommandLineArgs() is [{ } dll, ..] && dll.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [dll] : []) { Environment = { ["BOOK"] = book } };
        using Process child = Process.Start(start)!;
        child.WaitForExit();
    }
}
