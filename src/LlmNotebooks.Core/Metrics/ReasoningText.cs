using System.Text;

namespace LlmNotebooks.Metrics;

/// <summary>An answer parted from the reasoning that some models write before it, into the same text.</summary>
/// <param name="Answer">What follows the reasoning: the answer. Empty where the reasoning never ended.</param>
/// <param name="Reasoning">The reasoning without its marks; null where the text has none, perhaps empty.</param>
/// <param name="IsUnfinished">Whether the reasoning never ended, so that there is no answer.</param>
internal readonly record struct ReasoningText(string Answer, string? Reasoning, bool IsUnfinished)
{
    private const string HarmonyFinal = "final";

    // The pairs by which models of today mark it. What is asked of a model may hold the same words further on: only a text that begins so is parted,
    // or one with a closing mark alone, where the opening one was in the prompt.
    private static readonly (string Open, string Close)[] Marks =
    [
        ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<thought>", "</thought>"), ("<reasoning>", "</reasoning>"), ("<seed:think>", "</seed:think>"),
        ("◁think▷", "◁/think▷"), ("[THINK]", "[/THINK]"), ("<|begin_of_thought|>", "<|end_of_thought|>"), ("<|START_THINKING|>", "<|END_THINKING|>"), ("<unused94>thought", "<unused95>"),
    ];

    private static readonly string[] HarmonyEnds = ["<|end|>", "<|return|>", "<|call|>", "<|start|>"];

    // Marks around the answer itself, of the models that have both.
    private static readonly string[] AnswerMarks = ["<|begin_of_solution|>", "<|end_of_solution|>", "<|START_RESPONSE|>", "<|END_RESPONSE|>"];

    /// <summary>Parts a text.</summary>
    public static ReasoningText Of(string text)
    {
        if (text.Length == 0) { return new(text, null, false); }
        if (text.Contains("<|channel|>", StringComparison.Ordinal)) { return Harmony(text); }
        if (StrippedHarmony(text) is { } stripped) { return stripped; }

        string rest = text;
        StringBuilder? reasoning = null;
        while (First(rest, reasoning is null) is var (mark, opened) && mark is { } pair)
        {
            reasoning ??= new StringBuilder();
            string before = opened ? rest[..rest.IndexOf(pair.Open, StringComparison.OrdinalIgnoreCase)] : "";
            string within = opened ? rest[(before.Length + pair.Open.Length)..] : rest;
            int end = within.IndexOf(pair.Close, StringComparison.OrdinalIgnoreCase);
            Append(reasoning, end < 0 ? within : within[..end]);
            if (end < 0) { return new(before.Trim(), reasoning.ToString(), IsUnfinished: before.Trim().Length == 0); }
            rest = before + within[(end + pair.Close.Length)..].TrimStart();
        }

        if (reasoning is null) { return new(text, null, false); }
        foreach (string mark in AnswerMarks) { rest = rest.Replace(mark, "", StringComparison.Ordinal); }
        return new(rest.Trim(), reasoning.ToString(), false);
    }

    // The pair that comes next, and whether its opening mark is there. Further on only whole blocks of their own lines count.
    private static ((string Open, string Close)? Pair, bool Opened) First(string text, bool atStart)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().TrimStart();
        foreach ((string Open, string Close) pair in Marks)
        {
            if (trimmed.StartsWith(pair.Open, StringComparison.OrdinalIgnoreCase)) { return (pair, true); }
        }

        foreach ((string Open, string Close) pair in Marks)
        {
            int close = text.IndexOf(pair.Close, StringComparison.OrdinalIgnoreCase), open = text.IndexOf(pair.Open, StringComparison.OrdinalIgnoreCase);
            if (atStart && close >= 0 && (open < 0 || open > close)) { return (pair, false); }
            if (!atStart && open >= 0 && close > open) { return (pair, true); }
        }

        return (null, false);
    }

    // <|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…<|return|>
    private static ReasoningText Harmony(string text)
    {
        const string Channel = "<|channel|>", Message = "<|message|>";
        StringBuilder answer = new(), reasoning = new();
        bool final = false;
        for (int at = text.IndexOf(Channel, StringComparison.Ordinal); at >= 0;)
        {
            int next = text.IndexOf(Channel, at + Channel.Length, StringComparison.Ordinal);
            string part = next < 0 ? text[at..] : text[at..next];
            bool isFinal = part.AsSpan(Channel.Length).TrimStart().StartsWith(HarmonyFinal, StringComparison.OrdinalIgnoreCase);
            final |= isFinal;
            int begin = part.IndexOf(Message, StringComparison.Ordinal);
            string said = begin < 0 ? "" : part[(begin + Message.Length)..];
            foreach (string end in HarmonyEnds)
            {
                if (said.IndexOf(end, StringComparison.Ordinal) is >= 0 and var length) { said = said[..length]; }
            }

            Append(isFinal ? answer : reasoning, said);
            at = next;
        }

        return new(answer.ToString(), reasoning.ToString(), IsUnfinished: !final);
    }

    // The same where the server drops the marks and leaves the words: analysis…assistantfinal….
    private static ReasoningText? StrippedHarmony(string text)
    {
        const string Begin = "analysis", End = "assistantfinal";
        string trimmed = text.TrimStart();
        int end = trimmed.StartsWith(Begin, StringComparison.Ordinal) ? trimmed.LastIndexOf(End, StringComparison.Ordinal) : -1;
        return end < 0 ? null : new ReasoningText(trimmed[(end + End.Length)..].Trim(), trimmed[Begin.Length..end].Trim(), false);
    }

    private static void Append(StringBuilder text, string part)
    {
        part = part.Trim();
        if (part.Length == 0) { return; }
        if (text.Length > 0) { text.Append('\n'); }
        text.Append(part);
    }
}
