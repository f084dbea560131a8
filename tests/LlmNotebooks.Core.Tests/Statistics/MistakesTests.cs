using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class MistakesTests
{
    private static readonly ItemScore[] Few = [new("1", 1), new("2", 0)];

    public static TheoryData<Action, string> CallersMistakes => new()
    {
        { () => PairedComparison.Compare(" ", Few, "b", Few), "nameA" },
        { () => PairedComparison.Compare("a", Few, " ", Few), "nameB" },
        { () => PairedComparison.Compare("a", null!, "b", Few), "a" },
        { () => PairedComparison.Compare("a", Few, "b", null!), "b" },
        { () => PairedComparison.Compare("a", Few, "b", Few, 1), "confidence" },
        { () => PairedTests.All(null!, Few), "a" },
        { () => PairedTests.All(Few, null!), "b" },
        { () => PairedTests.All([Few[0]], [Few[0]]), "b" },
        { () => ClusteredRatio.Estimate(null!), "observations" },
        { () => ClusteredRatio.Estimate([(1, 1, null)], confidence: 0), "confidence" },
        { () => ClusteredMean.Estimate([new ItemScore(null!, 1)]), "observation" },
        { () => PassAtK.Estimate(null!, 1), "items" },
        { () => PassAtK.Estimate([new("a", 2, 1)], 0), "k" },
        { () => PassAtK.Estimate([new(null!, 2, 1)], 1), "items" },
        // Also where there are too few attempts for anything to be computed.
        { () => PassAtK.Estimate([new("a", -1, 0)], 3), "items" },
        { () => PassAtK.Estimate([new("a", 1, 2)], 3), "items" },
        { () => PassAtK.FromScores(null!, 1), "observations" },
    };

    [Theory]
    [MemberData(nameof(CallersMistakes), DisableDiscoveryEnumeration = true)]
    public void A_callers_mistake_is_refused_by_the_name_of_what_is_wrong(Action call, string parameter) =>
        Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(call).ParamName);
}
