using LlmNotebooks.Cli.Kernelspecs;

namespace LlmNotebooks.Cli.Tests.Kernelspecs;

public sealed class SemanticVersionTests
{
    // Semantic Versioning 2.0.0, section 11, the example of point 4, between its neighbours of point 2.
    private static readonly string[] Ascending =
        ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"];

    [Fact]
    public void Versions_stand_in_the_order_of_the_specification()
    {
        for (int i = 0; i < Ascending.Length; i++)
        {
            for (int j = 0; j < Ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(SemanticVersion.Compare(Ascending[i], Ascending[j])));
            }
        }
    }

    [Fact]
    public void A_build_does_not_count() => Assert.Equal(0, SemanticVersion.Compare("1.0.0+0a1b", "1.0.0+ffff"));

    [Theory]
    [InlineData("0.0.9", "x", "Older")]
    [InlineData("", "x", "Older")]
    [InlineData("0.2.0", "x", "Newer")]
    [InlineData("0.1.0", "x", "OtherBuild")]
    [InlineData("0.1.0", "b", "Current")]
    public void An_installed_kernel_is_aged_by_version_and_then_by_build(string version, string build, string expected) =>
        Assert.Equal(Enum.Parse<KernelAge>(expected), new KernelMark(version, build).AgeBeside(new KernelMark("0.1.0", "b")));
}
