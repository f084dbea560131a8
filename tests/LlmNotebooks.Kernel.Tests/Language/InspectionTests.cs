using LlmNotebooks.Kernel.Language;

namespace LlmNotebooks.Kernel.Tests.Language;

public sealed class InspectionTests
{
    private const string Declarations = """
        /// <summary>Doubles a number.</summary>
        /// <param name="value">What to double.</param>
        /// <returns>Twice the <paramref name="value"/>.</returns>
        /// <remarks>Never overflows, <c>checked</c>.</remarks>
        int Twice(int value) => checked(2 * value);
        /// <summary>Someone.</summary>
        record Person(string Name);
        var numbers = new List<int> { 1, 2, 3 };
        var table = new Dictionary<string, List<int>>();
        """;

    [Theory]
    [InlineData("numb|ers", "(variable) List<int> numbers")]
    [InlineData("numbers|", "(variable) List<int> numbers")]
    [InlineData("|numbers", "(variable) List<int> numbers")]
    [InlineData("int loc|al = 1;", "(variable) int local")]
    [InlineData("int F(int arg|) => 1;", "(parameter) int arg")]
    [InlineData("numbers.Select(n => n|)", "(parameter) int n")]
    [InlineData("va|r t = table;", "class System.Collections.Generic.Dictionary<string, List<int>>")]
    [InlineData("Twi|ce(1)", "int Twice(int value)")]
    [InlineData("Twice(|", "int Twice(int value)")]
    [InlineData("Per|son p", "record Person")]
    [InlineData("new Person(|", "Person.Person(string Name)")]
    [InlineData("new Person(\"a\").Na|me", "string Person.Name { get; init; }")]
    [InlineData("Math.Ma|x(1, 2)", "int Math.Max(int val1, int val2) (+ 12 overloads)")]
    [InlineData("Math.Max(1, |", "int Math.Max(int val1, int val2) (+ 12 overloads)")]
    [InlineData("Math.Max(1.5, |", "double Math.Max(double val1, double val2) (+ 12 overloads)")]
    [InlineData("Console.WriteLine(Math.Max(1, |)", "int Math.Max(int val1, int val2) (+ 12 overloads)")]
    [InlineData("Math.Max(numb|ers.Count, 1)", "(variable) List<int> numbers")]
    [InlineData("numbers.Sel|ect(n => n)", "(extension) IEnumerable<int> IEnumerable<int>.Select<int, int>(Func<int, int> selector) (+ 1 overload)")]
    [InlineData("numbers[|0]", "int List<int>.this[int index] { get; set; }")]
    [InlineData("str|ing s", "class System.String")]
    [InlineData("List<i|nt> x", "readonly struct System.Int32")]
    [InlineData("Fun|c<int, string> f", "delegate string System.Func<int, string>(int arg)")]
    [InlineData("System.Li|nq", "namespace System.Linq")]
    [InlineData("DayOfWeek.Mon|day", "DayOfWeek.Monday = 1")]
    [InlineData("$\"{numb|ers}\"", "(variable) List<int> numbers")]
    [InlineData("Twice(value|: 1)", "(parameter) int value")]
    [InlineData("(int a|, int b) pair = (1, 2);", "(variable) int a")]
    [InlineData("from n in numbers select n|", "(range variable) n")]
    [InlineData("await Task.Del|ay(1)", "Task Task.Delay(int millisecondsDelay) (+ 5 overloads)")]
    public async Task The_signature_says_what_is_at_the_cursor(string code, string signature)
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Assert.Equal(signature, await session.SignatureAsync(code));
    }

    [Theory]
    [InlineData("nothing|")]
    [InlineData("nothing.Like(thi|s.one)")]
    [InlineData("// Math|.Max")]
    [InlineData("/* Math| */")]
    [InlineData("\"Math|\"")]
    [InlineData("1 + |2")]
    [InlineData("|")]
    [InlineData("    |    ")]
    public async Task What_is_not_known_has_no_answer(string code)
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Assert.Null(await session.InspectAsync(code));
    }

    [Fact]
    public async Task Documentation_of_earlier_cells_is_shown_plain_and_as_markdown()
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Inspection? inspection = await session.InspectAsync("Twi|ce(2)", detail: 1);

        Assert.Equal(
            "int Twice(int value)\n\nDoubles a number.\n\nParameters:\n  value: What to double.\n\nReturns: Twice the value.\n\nRemarks: Never overflows, checked.",
            inspection?.Plain);
        Assert.Equal(
            "```csharp\nint Twice(int value)\n```\n\nDoubles a number.\n\n**Parameters**\n\n- `value`: What to double.\n\n**Returns**: Twice the `value`.\n\n**Remarks**: Never overflows, `checked`.",
            inspection?.Markdown);
        Assert.DoesNotContain("Never overflows", (await session.InspectAsync("Twi|ce(2)"))?.Plain, StringComparison.Ordinal);
    }
}
