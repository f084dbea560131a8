using CsCheck;
using LlmNotebooks.Kernel.Jupyter;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class CodePointsTests
{
    private static readonly string[] Pieces = ["a", "é", "😀", "\ud83d", "\ude00", "\n", "你"];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).List[0, 12].Select(string.Concat);

    [Fact]
    public void A_position_counts_runes_and_comes_back() => Texts.Sample(text =>
    {
        int runes = text.EnumerateRunes().Count();
        for (int position = 0; position <= runes; position++)
        {
            int index = CodePoints.ToUtf16(text, position);
            if (text[..index].EnumerateRunes().Count() != position || CodePoints.FromUtf16(text, index) != position) { return false; }
        }
        return CodePoints.ToUtf16(text, runes + 5) == text.Length;
    });

    [Fact]
    public void Positions_outside_of_the_text_are_its_ends()
    {
        Assert.Equal(0, CodePoints.ToUtf16("ab", -3));
        Assert.Equal(2, CodePoints.ToUtf16("ab", int.MaxValue));
        Assert.Equal(2, CodePoints.FromUtf16("ab", int.MaxValue));
    }
}
