// EngineBenchmark MODEL.gguf PREFILL DECODE REPETITIONS: prints "first" and "warm" tokens a second for prefill and decode.
using System.Globalization;
using LlmNotebooks.Gguf;
using LlmNotebooks.Gguf.Generation;

if (args.Length != 4)
{
    Console.Error.WriteLine("usage: EngineBenchmark MODEL.gguf PREFILL DECODE REPETITIONS");
    return 2;
}

GgufModel model = GgufModel.Load(args[0]);
int prefill = Number(args[1]), decode = Number(args[2]), repetitions = Number(args[3]);

// Any text of the right length does: the work does not depend on it.
string text = string.Concat(Enumerable.Repeat("What is 91 - 35? ", prefill));
string prompt = model.Tokenizer.Decode(model.Tokenizer.Encode(text, addSpecial: false).AsSpan(0, prefill));
List<double> prefills = [], decodes = [];
for (int i = 0; i <= repetitions; i++)
{
    GenerationResult read = model.Generate(prompt, new GenerationOptions { MaxTokens = 1 });
    GenerationResult written = model.Generate("a", new GenerationOptions { MaxTokens = decode + 1 });
    if (written.Ids.Count <= decode)
    {
        Console.Error.WriteLine($"The answer ended after {written.Ids.Count} tokens; ask for fewer.");
        return 1;
    }

    prefills.Add(read.PromptIds.Count / read.PrefillTime.TotalSeconds);
    decodes.Add(decode / written.DecodeTime.TotalSeconds);
}

Console.WriteLine($"first {prefills[0]:F0} {decodes[0]:F0}");
Console.WriteLine($"warm {Median(prefills.Skip(1)):F0} {Median(decodes.Skip(1)):F0}");
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
