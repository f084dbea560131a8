// Decides what the mutation runner gave up on: dotnet run tools/mutation/decide.cs REPORT.json TESTS.csproj ROOT
// Makes each such change in the sources under ROOT, builds the tests and runs them: a failing test, a crash or no end within the limit has noticed it.
// That takes a build a change, and needs nothing of the runner but its list.
#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
#:property RunAnalyzers=false
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

if (args is not [var report, var tests, var root])
{
    Console.Error.WriteLine("usage: dotnet run tools/mutation/decide.cs REPORT.json TESTS.csproj ROOT");
    return 2;
}

string[] undecided = ["Pending", "Timeout", "RuntimeError"];
string program = Path.GetFileNameWithoutExtension(tests);
string executable = Path.Combine(root, "artifacts", "bin", program, "debug", program);
if (Build() is { } problem) { throw new InvalidOperationException("The tests do not build as they are: " + problem); }
Stopwatch clock = Stopwatch.StartNew();
if (Run(TimeSpan.FromHours(1)) != "survived") { throw new InvalidOperationException("The tests do not pass as they are."); }
TimeSpan limit = TimeSpan.FromSeconds(60) + (4 * clock.Elapsed);

JsonNode all = JsonNode.Parse(File.ReadAllText(report))!;
Dictionary<string, int> counts = [];
foreach ((string file, JsonNode? content) in all["files"]!.AsObject())
{
    string source = (string)content!["source"]!;
    foreach (JsonNode? mutant in content["mutants"]!.AsArray())
    {
        string status = (string)mutant!["status"]!;
        if (undecided.Contains(status))
        {
            string path = Path.Combine(root, Path.GetRelativePath((string)all["projectRoot"]!, file));
            status = Decide(path, source, mutant);
            mutant["status"] = status switch { "killed" => "Killed", "timeout" => "Timeout", "survived" => "Survived", _ => "CompileError" };
            Console.WriteLine($"{status,-9} {Path.GetFileName(path)}:{mutant["location"]!["start"]!["line"]} {(string)mutant["mutatorName"]!} => {(string)mutant["replacement"]!}");
            status = (string)mutant["status"]!;
        }

        counts[status] = counts.GetValueOrDefault(status) + 1;
    }
}

File.WriteAllText(Path.ChangeExtension(report, ".decided.json"), all.ToJsonString());
int noticed = counts.GetValueOrDefault("Killed") + counts.GetValueOrDefault("Timeout"), tried = noticed + counts.GetValueOrDefault("Survived") + counts.GetValueOrDefault("NoCoverage");
Console.WriteLine($"{tried} changes, {noticed} noticed ({100.0 * noticed / tried:0.0} %): {string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"))}");
return 0;

string Decide(string path, string source, JsonNode mutant)
{
    JsonNode place = mutant["location"]!;
    string changed = source[..Offset(source, place["start"]!)] + (string)mutant["replacement"]! + source[Offset(source, place["end"]!)..];
    string before = File.ReadAllText(path);
    try
    {
        File.WriteAllText(path, changed);
        return Build() is null ? Run(limit) : "no code";
    }
    finally
    {
        File.WriteAllText(path, before);
    }
}

static int Offset(string source, JsonNode place)
{
    int at = 0;
    for (int line = (int)place["line"]!; line > 1; line--) { at = source.IndexOf('\n', at) + 1; }
    return at + (int)place["column"]! - 1;
}

string? Build()
{
    (int? code, string output) = Start("dotnet", ["build", tests, "-c", "Debug", "--nologo", "-v", "q", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-nodeReuse:false"], TimeSpan.FromMinutes(10));
    return code == 0 ? null : output;
}

string Run(TimeSpan most) => Start(executable, [], most).Code switch { null => "timeout", 0 => "survived", _ => "killed" };

static (int? Code, string Output) Start(string file, string[] arguments, TimeSpan most)
{
    using Process process = new() { StartInfo = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
    StringBuilder output = new();
    process.OutputDataReceived += (_, line) => { lock (output) { output.AppendLine(line.Data); } };
    process.ErrorDataReceived += (_, line) => { lock (output) { output.AppendLine(line.Data); } };
    process.Start();
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    if (!process.WaitForExit(most))
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (null, output.ToString());
    }

    process.WaitForExit();
    return (process.ExitCode, output.ToString());
}
