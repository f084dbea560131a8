using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class SignTestTests
{
    [Fact]
    public void The_test_is_SciPys_binomial_test()
    {
        (JsonElement input, JsonElement output) = Group("sign_test_binomial");
        int above = input.GetProperty("k").GetInt32(), n = input.GetProperty("n").GetInt32();

        SignTestResult test = SignTest.Test(above, n - above);

        AssertPrinted(output.Number("p_two_sided"), test.P);
        AssertPrinted(output.Number("p_greater"), test.PGreater);
    }

    [Fact]
    public void Unanimous_differences_are_a_case_of_it() => Gen.Int[1, 2000].Sample(n =>
        Math.Abs(SignTest.Test(n, 0).P - SignTest.UnanimousP(n)) <= 1e-15 && SignTest.Test(0, n).P == SignTest.Test(n, 0).P && SignTest.Test(n, 0).PLess == 1);

    [Fact]
    public void The_two_sides_share_the_observed_count() => Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300]).Sample((above, below) =>
    {
        SignTestResult test = SignTest.Test(above, below), turned = SignTest.Test(below, above);
        return test.P is > 0 and <= 1 && test.P == turned.P && test.PGreater == turned.PLess && test.PGreater + test.PLess >= 1 - 1e-12;
    });

    [Fact]
    public void Nothing_that_differs_is_no_evidence()
    {
        Assert.Equal(1, SignTest.Test(0, 0).P);
        Assert.Throws<ArgumentOutOfRangeException>(() => SignTest.Test(-1, 0));
    }
}
