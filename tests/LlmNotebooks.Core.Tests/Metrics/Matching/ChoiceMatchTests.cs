using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class ChoiceMatchTests
{
    private static readonly string[] Cities = ["Lyon", "Paris", "A large city", "Rome"];

    [Theory]
    [InlineData("Answer: B", 'B')]
    [InlineData("ANSWER: b", 'B')]
    [InlineData("The answer is (B).", 'B')]
    [InlineData("**Answer:** B", 'B')]
    [InlineData("The correct answer is **B**.", 'B')]
    [InlineData("Answer:\n\nB", 'B')]
    [InlineData("The answer is $\\boxed{B}$", 'B')]
    [InlineData("\\boxed{\\text{D}}", 'D')]
    [InlineData("The answer is option D", 'D')]
    [InlineData("The correct option is C", 'C')]
    [InlineData("The answer is B, because A is too small and C is no name.", 'B')]
    [InlineData("The answer is A. No, wait: the answer is B.", 'B')]
    [InlineData("A is wrong. B is correct.", 'B')]
    [InlineData("I choose D", 'D')]
    [InlineData("Answer: Paris", 'B')]
    [InlineData("Answer: A large city", 'C')]
    [InlineData("B", 'B')]
    [InlineData("(b)", 'B')]
    [InlineData("b)", 'B')]
    [InlineData("**B**", 'B')]
    [InlineData("B.", 'B')]
    [InlineData("B. Paris", 'B')]
    [InlineData("(B) Paris, since it is the capital", 'B')]
    [InlineData("B: it is the capital", 'B')]
    [InlineData("Paris", 'B')]
    [InlineData("paris.", 'B')]
    [InlineData("It must be Paris, I think.", 'B')]
    [InlineData("It could only be D", 'D')]
    [InlineData("I would say (A)", 'A')]
    [InlineData("A", 'A')]
    [InlineData("I think it must be B, A large city does not fit", 'B')]
    [InlineData("It is not B; it is C.", 'C')]
    [InlineData("It cannot be Lyon, so Paris", 'B')]
    [InlineData("Not A but B", 'B')]
    [InlineData("B is wrong; it must be D", 'D')]
    [InlineData("A dog and I would go for D", 'D')]
    // simple-evals, common.py: MULTILINGUAL_ANSWER_REGEXES and normalize_extracted_answer.
    [InlineData("Réponse : B", 'B')]
    [InlineData("La réponse est B.", 'B')]
    [InlineData("La respuesta correcta es la B.", 'B')]
    [InlineData("Antwort: B", 'B')]
    [InlineData("答案：B", 'B')]
    [InlineData("答案是B", 'B')]
    [InlineData("正确答案是 B。因为 A 不对", 'B')]
    [InlineData("答案是B选项", 'B')]
    [InlineData("答え：Ｂ", 'B')]
    [InlineData("정답은 B입니다", 'B')]
    [InlineData("Ответ: B", 'B')]
    [InlineData("الإجابة: ب", 'B')]
    [InlineData("উত্তর: ব", 'B')]
    [InlineData("Ｂ", 'B')]
    [InlineData("（Ｂ）", 'B')]
    [InlineData("A is too small and C is no name. Therefore B.", 'B')]
    [InlineData("C and D fit less well, thus, B", 'B')]
    [InlineData("So I would go for D", 'D')]
    public void The_choice_is_read(string answer, char expected) => Assert.Equal(expected, ChoiceMatch.Read(answer, Cities).Letter);

    [Theory]
    [InlineData("It is B or C.", "names B and C")]
    [InlineData("A or B, hard to say", "names A and B")]
    [InlineData("B or A, hard to say", "names A and B")]
    [InlineData("Either B, C or option A", "names A and B and C")]
    [InlineData("B/A", "names A and B")]
    [InlineData("Perhaps B, A", "names A and B")]
    [InlineData("Answer: A or B", "both A and B")]
    [InlineData("A) Lyon\nB) Paris\nC) A large city\nD) Rome", "does not say which")]
    [InlineData("It's neither A nor B", "not A or B")]
    [InlineData("Not B", "not B")]
    [InlineData("The answer is not B", "not B")]
    [InlineData("It isn't option B.", "not B")]
    [InlineData("B is incorrect", "not B")]
    [InlineData("It is not Paris", "names no choice")]
    [InlineData("I do not know.", "names no choice")]
    [InlineData("A dog is an animal", "names no choice")]
    [InlineData("The answer is E", "there are 4 choices")]
    [InlineData("Lyon or Rome", "names no choice")]
    [InlineData("", "empty")]
    public async Task Where_none_is_named_the_score_is_0_and_says_why(string answer, string reason)
    {
        Score score = await new ChoiceMatch().ChooseAsync(answer, "B", Cities);

        Assert.Equal(0, score.Value);
        Assert.Contains(reason, score.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B", 1)]
    [InlineData("(B)", 1)]
    [InlineData("Paris", 1)]
    [InlineData("C", 0)]
    public async Task The_target_is_a_letter_or_a_text(string target, double expected) => Assert.Equal(expected, (await new ChoiceMatch().ChooseAsync("Answer: B", target, Cities)).Value);

    [Fact]
    public async Task What_no_answer_could_match_is_missing()
    {
        Assert.Contains("neither a letter", (await new ChoiceMatch().ChooseAsync("B", "Berlin", Cities)).Reason, StringComparison.Ordinal);
        Assert.True((await new ChoiceMatch().ChooseAsync("B", "E", Cities)).IsMissing);
        Assert.True((await new ChoiceMatch().ChooseAsync("B", "Paris")).IsMissing);
        Assert.Equal(1, (await new ChoiceMatch().ChooseAsync("Answer: Q", "Q")).Value);
        Assert.Contains("27 choices", (await new ChoiceMatch().ChooseAsync("B", "B", [.. Enumerable.Range(0, 27).Select(i => $"c{i}")])).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ChoiceMatch.Read("B", [.. Enumerable.Range(0, 27).Select(i => $"c{i}")]));
    }
}
