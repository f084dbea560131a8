// Peak memory of `llmnb evaluate` against a server that answers at once, for two sizes of the data set.
//   dotnet run -c Release --project benchmarks/evaluate-memory -- [SMALL LARGE]      default 2000 20000
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LlmNotebooks.Testing;

int[] sizes = args.Length == 2 ? [int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture)] : [2_000, 20_000];
string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
string llmnb = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "LlmNotebooks.Cli", configuration, "llmnb.dll"));
string folder = Directory.CreateTempSubdirectory("llmnb-memory-").FullName;
List<long> peaks = [];
try
{
    foreach (int size in sizes)
    {
        await using ChatServer server = await ChatServer.StartAsync(prompt => prompt[^1] == '7' ? "no" : "yes");
        string dataset = Path.Combine(folder, $"{size}.jsonl");
        await File.WriteAllLinesAsync(dataset, Enumerable.Range(0, size).Select(Line));

        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", llmnb, "evaluate", "--dataset", dataset, "--model", $"openai-compatible:{server.Endpoint}#instant", "--concurrency", "8", "--store", Path.Combine(folder, $"{size}.db"), "--json"])
        {
            start.ArgumentList.Add(argument);
        }

        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakKib(process.Id));
            await Task.Delay(10);
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0) { throw new InvalidOperationException($"exit {process.ExitCode}\n{await output}\n{await error}"); }
        peaks.Add(peak);
        Console.WriteLine($"{size,7} samples  {server.Requests,7} requests  peak {peak / 1024.0,7:F1} MiB  {watch.Elapsed.TotalSeconds,6:F1} s");
    }

    Console.WriteLine($"ratio {(double)peaks[1] / peaks[0]:F3}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static string Line(int number) => new JsonObject
{
    ["id"] = $"s{number}",
    ["input"] = $"Is this the statement number {number}, which is long enough to look like a prompt of somebody's? {number}",
    ["target"] = "yes",
    ["category"] = $"c{number % 8}",
    ["item"] = $"i{number / 4}",
}.ToJsonString();

// The kernel's own high-water mark of the resident set.
static long PeakKib(int process)
{
    try
    {
        string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
    catch (IOException)
    {
        return 0; // it ended between the question and the answer
    }
}
