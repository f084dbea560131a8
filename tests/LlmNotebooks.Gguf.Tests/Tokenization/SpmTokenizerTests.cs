using System.Text;
using CsCheck;
using LlmNotebooks.Gguf.Tests.Synthetic;
using LlmNotebooks.Gguf.Tokenization;

namespace LlmNotebooks.Gguf.Tests.Tokenization;

public sealed class SpmTokenizerTests
{
    // Ids in SyntheticModel's vocabulary.
    private const int A = 259, B = 260, Ab = 261, Ba = 262, User = SyntheticModel.UserDefined, Space = 264, SpaceA = 265, Umlaut = 266, Aba = 267;

    private static readonly SyntheticShape Tiny = new(8, 1, 1, 8, 8, 8, 1, Tied: true);

    private static readonly SpmTokenizer Plain = Load(bos: false, eos: false, spacePrefix: false);

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("a", new[] { A })]
    [InlineData("ab", new[] { Ab })]
    [InlineData("ba", new[] { Ba })]
    [InlineData("bab", new[] { Ba, B })] // "ba" has the better score, so "ab" is not joined
    [InlineData("aba", new[] { Aba })] // "ba" first, then "a" + "ba"
    [InlineData("abab", new[] { Aba, B })]
    [InlineData("a a", new[] { A, SpaceA })]
    [InlineData("a  a", new[] { A, Space, SpaceA })]
    [InlineData("ü", new[] { Umlaut })]
    [InlineData("\u2581", new[] { Space })]
    public void The_best_scored_neighbours_are_joined_first(string text, int[] expected) => Assert.Equal(expected, Plain.Encode(text));

    [Fact]
    public void What_is_no_token_becomes_bytes()
    {
        int[] expected = [A, .. Encoding.UTF8.GetBytes("é\n🙂").Select(b => SyntheticModel.FirstByte + b), B];

        Assert.Equal(expected, Plain.Encode("aé\n🙂b"));
    }

    [Theory]
    [InlineData("</s>a", true, new[] { SyntheticModel.Eos, A })]
    [InlineData("a<s></s>b", true, new[] { A, SyntheticModel.Bos, SyntheticModel.Eos, B })]
    [InlineData("[user]a[user]", true, new[] { User, A, User })]
    [InlineData("[user]a[user]", false, new[] { User, A, User })] // user-defined tokens are always tokens
    public void Tokens_written_out_are_those_tokens(string text, bool parseSpecial, int[] expected) =>
        Assert.Equal(expected, Plain.Encode(text, parseSpecial: parseSpecial));

    [Fact]
    public void Control_tokens_are_plain_text_when_they_are_not_to_be_parsed() =>
        Assert.Equal(Encoding.UTF8.GetBytes("<s>").Select(b => SyntheticModel.FirstByte + b), Plain.Encode("<s>", parseSpecial: false));

    [Fact]
    public void The_beginning_the_end_and_the_first_space_are_added_as_the_file_says()
    {
        SpmTokenizer full = Load(bos: true, eos: true, spacePrefix: true);

        Assert.Equal([SyntheticModel.Bos, SpaceA, SyntheticModel.Eos], full.Encode("a"));
        Assert.Equal([SpaceA], full.Encode("a", addSpecial: false));
        Assert.Equal([SyntheticModel.Bos, SyntheticModel.Eos], full.Encode(""));
        Assert.Equal([SpaceA, User, SpaceA], full.Encode("a[user]a", addSpecial: false)); // and after every special token
    }

    [Fact]
    public void Text_survives_there_and_back()
    {
        SpmTokenizer[] tokenizers = [Plain, ShippedModels.Get("skills-pico-f16.gguf").Tokenizer];
        Gen<string> text = Gen.OneOf(Gen.String, Gen.String["ab ü🙂\n"], Gen.OneOf(Gen.Const("\ud800"), Gen.Const("a\udc00b")));

        text.Sample(
            t =>
            {
                string valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t)); // half a surrogate pair is U+FFFD
                foreach (SpmTokenizer tokenizer in tokenizers)
                {
                    // U+2581 stands for a space in the vocabulary, and so it comes back as one.
                    Assert.Equal(valid.Replace('\u2581', ' '), tokenizer.Decode(tokenizer.Encode(t, parseSpecial: false)));
                }
            },
            iter: 3_000);
    }

    [Fact]
    public void A_long_text_is_joined_in_reasonable_time()
    {
        // Quadratic work on this text would not come back.
        int[] ids = Plain.Encode(string.Concat(Enumerable.Repeat("ab", 200_000)));

        Assert.Equal(400_000, Plain.Decode(ids).Length);
    }

    [Fact]
    public void Pieces_and_ends_are_told()
    {
        Assert.Equal(" a", Plain.Piece(SpaceA));
        Assert.Equal("", Plain.Piece(SyntheticModel.Eos));
        Assert.Equal("[user]", Plain.Piece(User));
        Assert.Equal("\ufffd", Plain.Piece(SyntheticModel.FirstByte + 0xC3));
        Assert.True(Plain.IsEnd(SyntheticModel.Eos));
        Assert.False(Plain.IsEnd(SyntheticModel.Bos));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain.Piece(Plain.VocabularySize));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain.Decode([-1]));
    }

    private static SpmTokenizer Load(bool bos, bool eos, bool spacePrefix)
    {
        using TemporaryFile path = new(new SyntheticModel(Tiny, seed: 0).ToFile(w => w
            .Truth("tokenizer.ggml.add_bos_token", bos)
            .Truth("tokenizer.ggml.add_eos_token", eos)
            .Truth("tokenizer.ggml.add_space_prefix", spacePrefix)));
        return GgufModel.Load(path.Path).Tokenizer;
    }
}
