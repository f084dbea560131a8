using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Tests.Synthetic;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Tests.Inference;

public sealed class UnsupportedModelTests
{
    private static readonly SyntheticModel Model = new(new SyntheticShape(16, 2, 1, 8, 8, 16, 1, Tied: true), seed: 0);

    public static TheoryData<string, uint, string> BadNumbers() => new()
    {
        { "llama.attention.head_count", 0, "'llama.attention.head_count'" },
        { "llama.attention.head_count_kv", 3, "'llama.attention.head_count_kv'" },
        { "llama.block_count", 0, "'llama.block_count'" },
        { "llama.block_count", 1 << 20, "'llama.block_count'" },
        { "llama.context_length", 0, "'llama.context_length'" },
        { "llama.context_length", uint.MaxValue, "'llama.context_length'" },
        { "llama.embedding_length", 24, "'token_embd.weight'" },
        { "llama.feed_forward_length", 8, "'blk.0.ffn_gate.weight'" },
        { "llama.rope.dimension_count", 7, "'llama.rope.dimension_count'" },
        { "llama.rope.dimension_count", 10, "'llama.rope.dimension_count'" },
        { "llama.attention.value_length", 4, "'llama.attention.value_length'" },
        { "llama.attention.key_length", 1 << 20, "'llama.attention.head_count'" },
        { "llama.expert_count", 8, "'llama.expert_count'" },
        { "llama.attention.sliding_window", 64, "'llama.attention.sliding_window'" },
        { "tokenizer.ggml.eos_token_id", 999, "'tokenizer.ggml.eos_token_id'" },
    };

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void A_number_that_cannot_be_is_named(string key, uint value, string named) =>
        Refused(Model.ToFile(w => w.Number(key, value), key), named);

    public static TheoryData<string, string, string> BadTexts() => new()
    {
        { "general.architecture", "mamba", "architecture 'mamba' is not supported" },
        { "tokenizer.ggml.model", "gpt2", "tokenizer 'gpt2' is not supported" },
        { "llama.rope.scaling.type", "yarn", "RoPE scaling 'yarn' is not supported" },
        { "llama.context_length", "many", "has type String" },
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Another_kind_of_model_is_named(string key, string value, string named) =>
        Refused(Model.ToFile(w => w.Text(key, value), key), named);

    [Theory]
    [InlineData("general.architecture")]
    [InlineData("llama.context_length")]
    [InlineData("llama.attention.layer_norm_rms_epsilon")]
    [InlineData("tokenizer.ggml.model")]
    [InlineData("tokenizer.ggml.tokens")]
    [InlineData("tokenizer.ggml.scores")]
    [InlineData("tokenizer.ggml.token_type")]
    [InlineData("tokenizer.ggml.bos_token_id")]
    [InlineData("token_embd.weight")]
    [InlineData("blk.0.attn_k.weight")]
    [InlineData("output_norm.weight")]
    public void What_is_missing_is_named(string item) => Refused(Model.ToFile(null, item), item);

    [Theory]
    [InlineData("llama.attention.layer_norm_rms_epsilon", 0f)]
    [InlineData("llama.attention.layer_norm_rms_epsilon", float.NaN)]
    [InlineData("llama.rope.freq_base", -1f)]
    [InlineData("llama.rope.freq_base", float.PositiveInfinity)]
    [InlineData("llama.rope.scale_linear", 2f)]
    public void A_constant_that_cannot_be_is_named(string key, float value) => Refused(Model.ToFile(w => w.Real(key, value), key), key);

    [Theory]
    [InlineData("blk.0.attn_q.bias")]
    [InlineData("rope_freqs.weight")]
    [InlineData("blk.1.attn_q.weight")]
    public void A_tensor_that_would_be_ignored_is_named(string name) =>
        Refused(Model.ToFile(w => w.Tensor(name, 0, [8], new byte[32])), name);

    [Fact]
    public void Tokens_scores_and_kinds_must_match()
    {
        Refused(Model.ToFile(w => w.List("tokenizer.ggml.scores", GgufWriter.Float32, [1f], (b, v) => b.Write(v)), "tokenizer.ggml.scores"), "do not match");
        Refused(
            Model.ToFile(
                w => w.List("tokenizer.ggml.token_type", GgufWriter.Int32, Enumerable.Repeat(9, SyntheticModel.VocabularySize).ToArray(), (b, v) => b.Write(v)),
                "tokenizer.ggml.token_type"),
            "unknown type 9");
        Refused(
            Model.ToFile(
                w => w.List("tokenizer.ggml.scores", GgufWriter.Float32, Enumerable.Repeat(float.NaN, SyntheticModel.VocabularySize).ToArray(), (b, v) => b.Write(v)),
                "tokenizer.ggml.scores"),
            "not a number");
    }

    [Theory]
    [InlineData(null, "no chat template")]
    [InlineData("{{ '[INST] ' + message }}", "no known family")]
    public void A_chat_template_of_no_known_family_is_named_when_it_is_needed(string? template, string named)
    {
        using TemporaryFile path = new(Model.ToFile(w => _ = template is null ? w : w.Text("tokenizer.chat_template", template)));
        using GgufModel model = GgufModel.Load(path.Path);

        Assert.NotEmpty(model.Generate("ab", new() { MaxTokens = 3 }, TestContext.Current.CancellationToken).Ids);
        GgufFormatException error = Assert.Throws<GgufFormatException>(() => model.ApplyChatTemplate([new ChatMessage(ChatRole.User, "ab")]));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% if messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nYou are kind.<|im_end|>\\n' }}{% endif %}", true)]
    [InlineData("{{ '<|im_start|>system\nYou are kind.<|im_end|>\n' }}", true)]
    [InlineData("{{ '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}", false)]
    public void A_chat_template_with_words_of_its_own_needs_a_system_message(string template, bool needed)
    {
        using TemporaryFile path = new(Model.ToFile(w => w.Text("tokenizer.chat_template", template)));
        using GgufModel model = GgufModel.Load(path.Path);
        ChatMessage user = new(ChatRole.User, "ab"), system = new(ChatRole.System, "be brief");

        Exception? error = Record.Exception(() => model.ApplyChatTemplate([user]));

        Assert.Equal(needed, error is GgufFormatException { Message: string message } && message.Contains("a system message of its own", StringComparison.Ordinal));
        Assert.StartsWith("<|im_start|>system\nbe brief<|im_end|>\n", model.ApplyChatTemplate([system, user]), StringComparison.Ordinal);
    }

    private static void Refused(byte[] content, string named)
    {
        using TemporaryFile path = new(content);

        GgufFormatException error = Assert.Throws<GgufFormatException>(() => GgufModel.Load(path.Path));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
