using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.Tests.Packages;

public sealed class PackageRequestTests
{
    [Theory]
    [InlineData("nuget: Newtonsoft.Json, 13.0.1", "Newtonsoft.Json", "[13.0.1]", false)]
    [InlineData("nuget:Newtonsoft.Json,13.0.1", "Newtonsoft.Json", "[13.0.1]", false)]
    [InlineData(" NuGet :X", null, null, false)]
    [InlineData("  nuget:  A_b-c.D  ,  1.0-beta.2+meta  ", "A_b-c.D", "[1.0-beta.2+meta]", false)]
    [InlineData("NUGET:X", "X", "*", true)]
    [InlineData("nuget:X, *", "X", "*", true)]
    [InlineData("nuget:X, *-*", "X", "*-*", true)]
    [InlineData("nuget:X, 1.2.*", "X", "1.2.*", true)]
    [InlineData("nuget:X, 1.0-*", "X", "1.0-*", true)]
    [InlineData("nuget:X, [1.0, 2.0)", "X", "[1.0, 2.0)", false)]
    public void A_package_is_read_as_people_write_it(string reference, string? name, string? range, bool floats)
    {
        Assert.Equal(name is not null, PackageRequest.IsPackage(reference));
        if (name is null) { return; }

        PackageRequest request = PackageRequest.Parse(reference);

        Assert.Equal((name, range, floats), (request.Name, request.Range, request.IsFloating));
    }

    [Theory]
    [InlineData("nuget:")]
    [InlineData("nuget: , 1.0")]
    [InlineData("nuget: $(HOME), 1.0")]
    [InlineData("nuget: A;B, 1.0")]
    [InlineData("nuget: A, latest")]
    [InlineData("nuget: A, 1.0;2.0")]
    [InlineData("nuget: A, ")]
    public void What_is_no_package_or_no_version_is_refused_with_an_example(string reference) =>
        Assert.Matches(@"names no package.*Newtonsoft\.Json, 13\.0\.1|is not a version of the package A; write one such as 1\.2\.3", Assert.Throws<PackageException>(() => PackageRequest.Parse(reference)).Message);

    [Theory]
    [InlineData("at https://me:pw@host/x", "at https://***@host/x")]
    [InlineData("'https://token@host:8080/x?sig=a%2Fb&v=1#f' failed", "'https://***@host:8080/x?sig=***&v=***#f' failed")]
    [InlineData("mail me@host, C:\\x and /y?z=1", "mail me@host, C:\\x and /y?z=1")]
    public void Users_and_keys_in_addresses_are_not_shown(string text, string shown) => Assert.Equal(shown, Secrets.Redact(text));
}
