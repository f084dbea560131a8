using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class OnceElementsTests
{
    private const string Library = "<script type=\"text/plain\" data-once=\"lib-1\" data-length=\"4\">AAAA</script>";

    [Fact]
    public void The_first_element_of_a_key_stays_and_later_ones_go()
    {
        var once = new OnceElements();

        Assert.Equal($"a{Library}b", once.Strip($"a{Library}b{Library}"));
        Assert.Equal("<div>chart</div><script>draw()</script>", once.Strip($"{Library}<div>chart</div><script>draw()</script>"));
    }

    [Fact]
    public void Keys_are_told_apart()
    {
        var once = new OnceElements();
        string other = Library.Replace("lib-1", "lib-2", StringComparison.Ordinal);

        Assert.Equal(Library + other, once.Strip(Library + other));
        Assert.Equal("", once.Strip(other + Library));
    }

    [Theory]
    [InlineData("<p>no such element</p>")]
    [InlineData("text that says data-once=\"x\" only")]
    [InlineData("<p title=\"a &lt;script data-once\">t</p>")]
    public void Other_HTML_stays_as_it_is(string html)
    {
        var once = new OnceElements();

        Assert.Equal(html, once.Strip(html));
        Assert.Equal(html, once.Strip(html));
    }

    [Theory]
    [InlineData("<STYLE DATA-ONCE='k'>x</STYLE>")]
    [InlineData("<script\n  data-once = \"k\"\n>x</script>")]
    public void Case_quotes_and_blanks_do_not_matter(string element)
    {
        var once = new OnceElements();

        Assert.Equal(element, once.Strip(element));
        Assert.Equal("", once.Strip(element));
    }
}
