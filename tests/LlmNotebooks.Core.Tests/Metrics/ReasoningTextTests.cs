using CsCheck;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class ReasoningTextTests
{
    private static readonly string[] Pieces = ["<think>", "</think>", "a", " ", "\n", "18", "<thinking>", "</thinking>", "[THINK]", "[/THINK]", "analysis", "assistantfinal"];

    [Theory]
    [InlineData("18", "18", null)]
    [InlineData("", "", null)]
    [InlineData("<think>a</think>18", "18", "a")]
    [InlineData("  <think>\na\n</think>\n\n18\n", "18", "a")]
    [InlineData("<THINK>a</Think>18", "18", "a")]
    [InlineData("<thinking>a</thinking> 18", "18", "a")]
    [InlineData("<thought>a</thought>18", "18", "a")]
    [InlineData("<seed:think>a</seed:think>18", "18", "a")]
    [InlineData("◁think▷a◁/think▷18", "18", "a")]
    [InlineData("[THINK]a[/THINK]18", "18", "a")]
    [InlineData("<|begin_of_thought|>a<|end_of_thought|>\n<|begin_of_solution|>18<|end_of_solution|>", "18", "a")]
    [InlineData("<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>18<|END_RESPONSE|>", "18", "a")]
    [InlineData("<think></think>18", "18", "")]
    // The opening mark was in the prompt.
    [InlineData("a\n</think>\n18", "18", "a")]
    // Thought again in between.
    [InlineData("<think>a</think><think>b</think>18", "18", "a\nb")]
    [InlineData("<think>a</think>First.\n<think>b</think>18", "First.\n18", "a\nb")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>18", "18", "a")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>{}<|return|>", "{}", "a\nb")]
    [InlineData("analysisThe user asks.assistantfinal18", "18", "The user asks.")]
    // No reasoning, only words about it.
    [InlineData("Write <think>a</think> around it.", "Write <think>a</think> around it.", null)]
    [InlineData("analysis of 18", "analysis of 18", null)]
    [InlineData("I think 18", "I think 18", null)]
    public void What_follows_the_reasoning_is_the_answer(string text, string answer, string? reasoning)
    {
        ReasoningText parted = ReasoningText.Of(text);

        Assert.Equal((answer, reasoning, false), (parted.Answer, parted.Reasoning, parted.IsUnfinished));
    }

    [Theory]
    [InlineData("<think>It could be 18", "It could be 18")]
    [InlineData("<think>", "")]
    [InlineData("<think>a</think><think>b", "a\nb")]
    [InlineData("<|channel|>analysis<|message|>a", "a")]
    [InlineData("[THINK]a", "a")]
    public void Reasoning_that_never_ends_is_no_answer(string text, string reasoning)
    {
        ReasoningText parted = ReasoningText.Of(text);

        Assert.Equal(("", reasoning, true), (parted.Answer, parted.Reasoning, parted.IsUnfinished));
    }

    // Whatever the marks: nothing is lost but marks and space, and what is left of an unfinished one is empty.
    [Fact]
    public void No_word_is_lost_or_made_up() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 8].Select(parts => string.Concat(parts.Select(part => Pieces[part]))).Sample(text =>
        {
            ReasoningText parted = ReasoningText.Of(text);
            int words(string? part) => part?.Count(c => c is '1' or '8') ?? 0;
            return words(parted.Answer) + words(parted.Reasoning) == words(text) && (!parted.IsUnfinished || parted.Answer.Length == 0);
        }, iter: 5_000);
}
