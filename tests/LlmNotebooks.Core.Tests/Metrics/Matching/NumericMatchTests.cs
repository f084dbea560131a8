using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class NumericMatchTests
{
    [Theory]
    [InlineData("The answer is 42.", 42.0)]
    [InlineData("-5", -5.0)]
    [InlineData("\u22125", -5.0)]
    [InlineData("it is \u20137.", -7.0)]
    [InlineData("+5", 5.0)]
    [InlineData("1,234,567.5", 1_234_567.5)]
    [InlineData("12,34,567", 1_234_567.0)]
    [InlineData("1\u00a0234", 1234.0)]
    [InlineData("1\u202f234\u202f567", 1_234_567.0)]
    [InlineData("1\u2009234", 1234.0)]
    [InlineData("1'234", 1234.0)]
    [InlineData("1_000", 1000.0)]
    [InlineData("$1,200", 1200.0)]
    [InlineData("-$5", -5.0)]
    [InlineData("$-5", -5.0)]
    [InlineData("\u20ac3.50", 3.5)]
    [InlineData("42km", 42.0)]
    [InlineData("42 km", 42.0)]
    [InlineData("the 5th", 5.0)]
    [InlineData("1e-5", 1e-5)]
    [InlineData("1.5E+3", 1500.0)]
    [InlineData("2.5\u00d710^-3", 2.5e-3)]
    [InlineData("3 x 10^{5}", 3e5)]
    [InlineData("1.2 \\times 10^{4}", 12_000.0)]
    [InlineData("6\u00b710\u207b\u00b3", 6e-3)]
    [InlineData("3/4", 0.75)]
    [InlineData("1 3/4", 1.75)]
    [InlineData("\u00bd", 0.5)]
    [InlineData("1\u00bd", 1.5)]
    [InlineData("-\\frac{3}{4}", -0.75)]
    [InlineData(".5", 0.5)]
    [InlineData("-.5", -0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("$3.2 billion", 3.2e9)]
    [InlineData("5 million people", 5e6)]
    [InlineData("10-20", 20.0)]
    [InlineData("9-5=4", 4.0)]
    [InlineData("x=-3", -3.0)]
    [InlineData("GPT-4", 4.0)]
    [InlineData("#### 42\nwhich is 7 more", 42.0)]
    [InlineData("so \\boxed{17}, that is 2 too many", 17.0)]
    [InlineData("\\boxed{\\frac{1}{4}} of 8", 0.25)]
    [InlineData("3 apples and 4 pears are 7", 7.0)]
    // LaTeX's thousands; digits of other scripts as Python's float reads them.
    [InlineData("1{,}234{,}567", 1_234_567.0)]
    [InlineData("$1\\,234$", 1234.0)]
    [InlineData("\uff11\uff12", 12.0)]
    [InlineData("\u0661\u0662\u0663", 123.0)]
    [InlineData("\u0661\u066b\u0665", 1.5)]
    [InlineData("\u0967\u0968", 12.0)]
    // lm-evaluation-harness, gsm8k_cot, strict-match: "The answer is (\\-?[0-9\\.\\,]+)."
    [InlineData("The answer is 15. (checked in 2 ways)", 15.0)]
    [InlineData("The answer is 5, not 7.", 5.0)]
    [InlineData("The answer is 3 + 4 = 7. I took 2 steps.", 7.0)]
    [InlineData("Answer: 12\nThat took 3 steps", 12.0)]
    // A remark that ends the text is no part of the answer; brackets that hold it are.
    [InlineData("The total is 15. (checked in 2 ways)", 15.0)]
    [InlineData("so it is 15 (rounded to 2 decimals).", 15.0)]
    [InlineData("2 + 3 = (5)", 5.0)]
    [InlineData("(we have 7 of them)", 7.0)]
    public void The_final_number_is_read(string text, double expected) => Assert.Equal(expected, TextNumber.Final(text)?.Value);

    [Theory]
    [InlineData("H2O")]
    [InlineData("version 3.1.4 at 192.168.0.1")]
    [InlineData("2024/05/06")]
    [InlineData("3/4/2024")]
    [InlineData("5/0")]
    [InlineData("1e999")]
    [InlineData("none")]
    [InlineData("")]
    public void What_is_no_number_is_not_read(string text) => Assert.Null(TextNumber.Final(text));

    [Theory]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("3,14", 3.14)]
    [InlineData("1.234", 1234)]
    [InlineData("1\u00a0234,5", 1234.5)]
    public void The_comma_may_be_the_decimal_sign(string text, double expected) => Assert.Equal(expected, TextNumber.Final(text, decimalComma: true)?.Value);

    [Fact]
    public void Numbers_are_told_with_their_places()
    {
        const string Text = "from \u2212$1,200 to 45 %";

        TextNumber[] numbers = [.. TextNumber.All(Text)];

        Assert.Equal([-1200, 45], numbers.Select(number => number.Value));
        Assert.Equal(["\u2212$1,200", "45 %"], numbers.Select(number => Text.Substring(number.Start, number.Length)));
        Assert.Equal([false, true], numbers.Select(number => number.IsPercent));
    }

    [Theory]
    [InlineData("42", "The answer is 42.", 1)]
    [InlineData("42", "The answer is 42.0", 1)]
    [InlineData("1234", "1,234", 1)]
    [InlineData("He has 5 left.\n#### 5", "5 apples", 1)]
    [InlineData("0.45", "45%", 1)]
    [InlineData("45%", "45", 1)]
    [InlineData("45%", "0.45", 1)]
    [InlineData("45%", "45 percent", 1)]
    [InlineData("0.45", "0.45%", 1)]
    [InlineData("45%", "0.45%", 0)]
    [InlineData("0.3", "3/10", 1)]
    [InlineData("42", "41.9", 0)]
    [InlineData("42", "-42", 0)]
    public async Task The_answers_number_is_compared_with_the_references(string reference, string answer, double expected) =>
        Assert.Equal(expected, (await new NumericMatch().ScoreAsync(answer, reference)).Value);

    [Fact]
    public async Task Tolerances_are_absolute_and_relative()
    {
        Assert.Equal(1, (await new NumericMatch { AbsoluteTolerance = 0.1 }.ScoreAsync("41.9", "42")).Value);
        Assert.Equal(0, (await new NumericMatch { AbsoluteTolerance = 0.09 }.ScoreAsync("41.9", "42")).Value);
        Assert.Equal(1, (await new NumericMatch { RelativeTolerance = 0.01 }.ScoreAsync("101", "100")).Value);
        Assert.Equal(0, (await new NumericMatch { RelativeTolerance = 0.01 }.ScoreAsync("101.1", "100")).Value);
        Assert.Equal(1, (await new NumericMatch().ScoreAsync("7", "5", "7")).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumericMatch { AbsoluteTolerance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumericMatch { RelativeTolerance = double.NaN });
    }

    [Fact]
    public async Task An_answer_without_a_number_is_0_and_a_reference_without_one_missing()
    {
        Score none = await new NumericMatch().ScoreAsync("I cannot say.", "42");

        Assert.Equal(0, none.Value);
        Assert.Equal("the answer has no number", none.Reason);
        Assert.Equal("no reference has a number", (await new NumericMatch().ScoreAsync("42", "forty-two")).Reason);
        Assert.Equal("read 45%", (await new NumericMatch().ScoreAsync("45%", "1")).Reason);
    }
}
