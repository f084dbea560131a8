using System.Text.Json;

namespace LlmNotebooks.Tests.Statistics;

/// <summary>Figures of other people's software, with their inputs: golden.json beside this file says whose.</summary>
internal static class GoldenFigures
{
    private static readonly JsonElement Tests =
        JsonElement.Parse(File.ReadAllText(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Statistics", "golden.json"))).GetProperty("tests");

    /// <summary>Inputs and outputs of one group.</summary>
    public static (JsonElement Input, JsonElement Output) Group(string name)
    {
        JsonElement group = Tests.GetProperty(name);
        return (group.GetProperty("input"), group.GetProperty("output"));
    }

    /// <summary>The numbers of an array.</summary>
    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>One number.</summary>
    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>Equal to the twelve digits that are printed, of which the last may be rounded.</summary>
    public static void AssertPrinted(double expected, double actual) => Assert.Equal(expected, actual, Math.Max(1e-13, 1e-11 * Math.Abs(expected)));

    /// <summary>Equal digits of both bounds.</summary>
    public static void AssertPrinted(double[] expected, LlmNotebooks.Statistics.Interval actual)
    {
        AssertPrinted(expected[0], actual.Lower);
        AssertPrinted(expected[1], actual.Upper);
    }
}
