using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Tests.Kernelspecs;

public sealed class KernelNameTests
{
    // jupyter_client/kernelspec.py: ^[a-z0-9._\-]+$, case ignored, installed in lower case.
    [Theory]
    [InlineData(".net-csharp", ".net-csharp")]
    [InlineData("My_Kernel.2", "my_kernel.2")]
    public void A_name_is_written_in_lower_case(string name, string expected) => Assert.Equal(expected, KernelName.Check(name));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("c#")]
    [InlineData("köln")]
    [InlineData("new\n")]
    public void What_Jupyter_would_not_take_is_refused(string name) =>
        Assert.Contains("ASCII", Assert.Throws<UsageException>(() => KernelName.Check(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_name_that_notebooks_ask_for_is_taken_where_nobody_else_has_it()
    {
        Kernelspec others = new(".net-csharp", "/a", ".NET (C#)", "C#", null, null);
        Kernelspec ours = others with { Mark = new KernelMark("0.1.0", "b") };

        Assert.Equal(".net-csharp", KernelName.Choose([]));
        Assert.Equal(".net-csharp", KernelName.Choose([ours]));
        Assert.Equal("llmnb", KernelName.Choose([ours, others]));
        Assert.Equal("llmnb", KernelName.Choose([others with { DisplayName = null, Problem = "kernel.json: broken" }]));
        Assert.Equal(".net-csharp", KernelName.Choose([others with { Name = ".net-fsharp" }]));
    }
}
