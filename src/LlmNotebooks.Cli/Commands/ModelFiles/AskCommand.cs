using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Gguf;
using LlmNotebooks.Gguf.Generation;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Cli.Commands.ModelFiles;

/// <summary>llmnb ask: one answer of one model, of whatever kind.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        Argument<string> prompt = new("PROMPT") { Description = "The prompt; - reads it from standard input." };
        Option<string> model = new("--model") { Description = "A GGUF file, openai-compatible:URL#model, or a model of a --plugin.", HelpName = "M", Required = true };
        KeyOption key = new();
        PluginOption plugins = new();
        Option<bool> raw = new("--raw") { Description = "With a model file: sends the text as it is, without the chat template." };
        Option<string?> system = new("--system") { Description = "System prompt, sent before the prompt.", HelpName = "TEXT" };
        Option<int?> maxTokens = NumberOption.Optional<int>("--max-tokens", "Maximum length of the answer, in tokens. Default: as much as the context holds.", "N");
        Option<float> temperature = NumberOption.WithDefault<float>("--temperature", "Sampling temperature; 0 always takes the most probable token.", "T", 0);
        Option<int> topK = NumberOption.WithDefault<int>("--top-k", "Samples from the N most probable tokens; 0 allows all.", "N", 0);
        Option<float> topP = NumberOption.WithDefault<float>("--top-p", "Samples from the most probable tokens that together have this share of the probability.", "P", 1);
        Option<float> minP = NumberOption.WithDefault<float>("--min-p", "Drops tokens whose probability is below this share of the most probable token's.", "P", 0);
        Option<long> seed = NumberOption.WithDefault<long>("--seed", "The same seed gives the same answer.", "N", 0);
        Option<string[]> stop = new("--stop") { Description = "Ends the answer where this text appears; may be repeated.", HelpName = "TEXT" };
        Option<int> logprobs = NumberOption.WithDefault<int>("--logprobs", "With a model file and --json: also prints the N most probable tokens at each position.", "N", 0);
        Option<bool> json = new("--json") { Description = "Prints token ids, usage, times and log-probabilities as JSON." };

        Command command = new("ask", "Asks a model once and prints its answer.")
        {
            prompt, model, raw, system, maxTokens, temperature, topK, topP, minP, seed, stop, logprobs, json,
        };
        key.AddTo(command);
        plugins.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(prompt)!.StartsWith("--", StringComparison.Ordinal) && !parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            {
                throw new UsageException($"ask has no option {parsed.GetValue(prompt)}. Put a prompt that starts with -- after a separate --.");
            }

            string text = parsed.GetValue(prompt) is { } said and not "-" ? said : await Console.In.ReadToEndAsync(cancellationToken);
            plugins.Load(parsed);
            string given = parsed.GetValue(model)!;
            if (given.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && !given.Contains('=', StringComparison.Ordinal) && !File.Exists(given))
            {
                throw new UsageException($"There is no model file {Path.GetFullPath(given)}. To see the models in a folder: llmnb models FOLDER");
            }

            using Candidate candidate = UsageException.Check(() => Models.Parse(given, apiKey: key.Read(parsed)));
            if (candidate is not { IsInProcess: true, FileBytes: not null, Source: { } path })
            {
                if (parsed.GetValue(raw) || parsed.GetValue(logprobs) > 0) { throw new UsageException($"--raw and --logprobs are of model files, and {candidate.Name} is none."); }
                ChatOptions asked = new() { MaxOutputTokens = parsed.GetValue(maxTokens), Temperature = parsed.GetValue(temperature), Seed = Given(parsed, seed), TopK = Given(parsed, topK), TopP = Given(parsed, topP), StopSequences = parsed.GetValue(stop) };
                if (Given(parsed, minP) is { } least) { asked.AdditionalProperties = new() { ["min_p"] = least }; }
                return await AskAsync(candidate, Messages(parsed.GetValue(system), text), asked, parsed.GetValue(json), output, cancellationToken);
            }

            if (parsed.GetValue(raw) && parsed.GetValue(system) is not null) { throw new UsageException("--raw sends the text as it is: leave --system out, or write it into the text."); }
            GenerationOptions options = UsageException.Check(() => new GenerationOptions
            {
                MaxTokens = parsed.GetValue(maxTokens),
                Temperature = parsed.GetValue(temperature),
                TopK = parsed.GetValue(topK),
                TopP = parsed.GetValue(topP),
                MinP = parsed.GetValue(minP),
                Seed = parsed.GetValue(seed),
                StopSequences = parsed.GetValue(stop) ?? [],
                TopLogProbabilities = parsed.GetValue(logprobs),
            });

            long start = Stopwatch.GetTimestamp();
            using GgufModel loaded = GgufModel.Load(path);
            TimeSpan loadTime = Stopwatch.GetElapsedTime(start);
            GenerationResult result = loaded.Generate(parsed.GetValue(raw) ? text : loaded.ApplyChatTemplate(Messages(parsed.GetValue(system), text)), options, cancellationToken);
            if (parsed.GetValue(json)) { JsonOutput.Write(output, Report(loaded, result, loadTime, parsed.GetValue(logprobs) > 0)); }
            else { await output.WriteLineAsync(result.Text); }
            return ExitCode.Done;
        });
        return command;
    }

    private static T? Given<T>(ParseResult parsed, Option<T> option)
        where T : struct => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private static async Task<int> AskAsync(Candidate candidate, List<ChatMessage> messages, ChatOptions options, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ChatResponse response = await candidate.Client.AsBuilder().UseRetries().Build().GetResponseAsync(messages, options, cancellationToken);
        double latency = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (!json)
        {
            await output.WriteLineAsync(response.Text.AsMemory(), cancellationToken);
            return ExitCode.Done;
        }

        JsonOutput.Write(output, new
        {
            Model = response.ModelId ?? candidate.ModelId,
            response.Text,
            Reasoning = Joined(response, (TextReasoningContent content) => content.Text),
            Refusal = Joined(response, (ErrorContent content) => content.Message),
            Usage = new { InputTokens = response.Usage?.InputTokenCount, OutputTokens = response.Usage?.OutputTokenCount, TotalTokens = response.Usage?.TotalTokenCount },
            FinishReason = response.FinishReason?.Value,
            Timings = new { LatencyMs = latency },
        });
        return ExitCode.Done;
    }

    private static string? Joined<T>(ChatResponse response, Func<T, string?> text)
        where T : AIContent => string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<T>().Select(text)) is { Length: > 0 } joined ? joined : null;

    private static List<ChatMessage> Messages(string? system, string prompt) =>
        system is null ? [new(ChatRole.User, prompt)] : [new(ChatRole.System, system), new(ChatRole.User, prompt)];

    private static object Report(GgufModel model, GenerationResult result, TimeSpan loadTime, bool withLogProbabilities) => new
    {
        Model = model.Facts.Name,
        result.PromptIds,
        result.Ids,
        result.Text,
        Usage = new { InputTokens = result.PromptIds.Count, OutputTokens = result.Ids.Count, TotalTokens = result.PromptIds.Count + result.Ids.Count },
        FinishReason = result.FinishReason.Value,
        Timings = new
        {
            LoadMs = loadTime.TotalMilliseconds,
            PrefillMs = result.PrefillTime.TotalMilliseconds,
            DecodeMs = result.DecodeTime.TotalMilliseconds,
            PrefillTokensPerSecond = Rate(result.PromptIds.Count, result.PrefillTime),
            DecodeTokensPerSecond = Rate(result.Ids.Count, result.DecodeTime),
        },
        Logprobs = withLogProbabilities
            ? result.Tokens.Select(token => new
            {
                token.Chosen.Id,
                Token = token.Chosen.Text,
                Logprob = token.Chosen.LogProbability,
                Top = token.Top.Select(one => new { one.Id, Token = one.Text, Logprob = one.LogProbability }),
            })
            : null,
    };

    private static double? Rate(int tokens, TimeSpan time) => time > TimeSpan.Zero ? tokens / time.TotalSeconds : null;
}
