using LlmNotebooks.Gguf.Generation;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Tests.Golden;

public sealed class LlamaCppAgreementTests
{
    private const int RowsPerModel = 24;
    private const int LongestAnswer = 80; // n_predict of the recording

    public static TheoryData<string> Models => ShippedModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Prompts_are_templated_and_tokenised_alike(string file)
    {
        GgufModel model = ShippedModels.Get(file);
        GoldenAnswer[] rows = GoldenAnswer.Of(file);

        Assert.Equal(RowsPerModel, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Equal(row.Templated, model.ApplyChatTemplate([new ChatMessage(ChatRole.User, row.Prompt)]));
            Assert.Equal(row.PromptIds, model.Tokenizer.Encode(row.Templated));
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Greedy_answers_are_alike(string file)
    {
        GgufModel model = ShippedModels.Get(file);
        GoldenAnswer[] rows = GoldenAnswer.Of(file);
        double least = file.Contains("-f16", StringComparison.Ordinal) ? 0.98 : 0.95;

        int same = rows.Count(row => model.Generate(row.Templated, new GenerationOptions { MaxTokens = LongestAnswer }).Text == row.Text);

        Assert.InRange((double)same / rows.Length, least, 1);
    }
}
