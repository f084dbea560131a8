using LlmNotebooks.Kernel.Export;

namespace LlmNotebooks.Kernel.Tests.Export;

public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("plain <b>", "plain &lt;b&gt;")]
    [InlineData("\e[31mred\e[0m end", "<span class=\"ansi-red\">red</span> end")]
    [InlineData("\e[1mbold \e[92mgreen\e[39m bold\e[22m end", "<span class=\"ansi-bold\">bold </span><span class=\"ansi-green ansi-bold\">green</span><span class=\"ansi-bold\"> bold</span> end")]
    [InlineData("\e[38;5;31mx\e[48;2;1;31;3my", "xy")]
    [InlineData("\e[2K\e]0;title\ax\e[?25l", "x")]
    [InlineData("\e[34mopen", "<span class=\"ansi-blue\">open</span>")]
    [InlineData("10%\r50%\r100%\nnext\r\nlast\r", "100%\nnext\nlast")]
    public void Escapes_become_spans_or_go(string text, string expected) => Assert.Equal(expected, AnsiText.ToHtml(text));
}
