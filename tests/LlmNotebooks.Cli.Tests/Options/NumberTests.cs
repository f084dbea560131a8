using System.CommandLine;
using System.Globalization;
using System.Numerics;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests.Options;

/// <summary>Every number of every command is read in one way, and what would be read as another number is refused.</summary>
public sealed class NumberTests
{
    // Commas stand between the numbers of a list.
    private static readonly string[] Lists = ["stats pass-at-k --k"];

    public static TheoryData<string, string> Numbers()
    {
        TheoryData<string, string> rows = [];
        foreach ((string command, string symbol) in NumbersOf(CommandLineApp.Root(), "")) { rows.Add(command, symbol); }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Every_number_of_every_command_refuses_a_comma(string command, string symbol)
    {
        bool list = Lists.Contains($"{command} {symbol}", StringComparer.Ordinal);
        foreach (string text in list ? ["0.8", "1;5", "1,,5"] : (string[])["0,8", "1,5", "1,000"])
        {
            Finished finished = await CommandLine.RunAsync([.. command.Split(' '), .. symbol.StartsWith('-') ? [symbol, text] : (string[])[text]]);

            Assert.True(finished.ExitCode == 2, $"{command} {symbol} {text}: {finished}");
            string message = Assert.Single(finished.Error.Split('\n'), line => line.StartsWith($"llmnb: {symbol} ", StringComparison.Ordinal));
            Assert.Matches("is not a (whole )?number; write ", message);
            if (!list) { Assert.StartsWith($"llmnb: {symbol} {text} ", message, StringComparison.Ordinal); }
        }
    }

    [Fact]
    public void The_walk_finds_every_kind_of_number_and_a_bare_option_would_take_a_comma()
    {
        RootCommand tree = new("")
        {
            new Command("outer")
            {
                new Command("inner")
                {
                    new Argument<long>("N"), new Option<double>("--double"), new Option<int?>("--nullable"), new Option<decimal[]>("--array"), new Option<List<float>>("--list"),
                    new Option<string>("--text"), new Option<bool>("--truth"), new Option<DayOfWeek>("--name"),
                },
            },
        };

        Assert.Equal(["N", "--double", "--nullable", "--array", "--list"], NumbersOf(tree, "").Select(number => number.Symbol));
        Assert.All(NumbersOf(tree, ""), number => Assert.Equal("outer inner", number.Command));
        Assert.Empty(tree.Parse(["outer", "inner", "1", "--double", "0,8"]).Errors);
        Assert.Superset(new HashSet<(string, string)> { ("evaluate", "--temperature"), ("dataset split", "--share"), ("stats pass-at-k", "--k"), ("ask", "--seed") }, NumbersOf(CommandLineApp.Root(), "").ToHashSet());
    }

    [Theory]
    [InlineData("--temperature warm is not a number; write it with a decimal point and without separators, as in 0.05. Or write default.", "evaluate", "--temperature", "warm")]
    [InlineData("--timeout NaN is not a number; write it with a decimal point and without separators, as in 0.05.", "evaluate", "--timeout", "NaN")]
    [InlineData("--timeout Infinity is not a number; write it with a decimal point and without separators, as in 0.05.", "evaluate", "--timeout", "Infinity")]
    [InlineData("--timeout 1e400 is out of range; it takes numbers up to 1.7976931348623157E+308.", "evaluate", "--timeout", "1e400")]
    [InlineData("--timeout must be more than 0 and at most 2147483 seconds (24 days), not 1E+300.", "evaluate", "--timeout", "1e300")]
    [InlineData("--top-p 1e-60 is out of range; so small a number would count as 0.", "ask", "--top-p", "1e-60")]
    [InlineData("--requests 1e29 is out of range; it takes numbers up to 79228162514264337593543950335.", "cost", "estimate", "--requests", "1e29")]
    [InlineData("--top-k 1.5 is not a whole number; write digits only, without separators or a decimal point, as in 1000.", "ask", "--top-k", "1.5")]
    [InlineData("--top-k 1e3 is not a whole number; write digits only, without separators or a decimal point, as in 1000.", "ask", "--top-k", "1e3")]
    [InlineData("--top-k '1 000' is not a whole number; write digits only, without separators or a decimal point, as in 1000.", "ask", "--top-k", "1 000")]
    [InlineData("--top-k 3000000000 is out of range; it takes whole numbers from -2147483648 to 2147483647.", "ask", "--top-k", "3000000000")]
    [InlineData("--seed 9223372036854775808 is out of range; it takes whole numbers from -9223372036854775808 to 9223372036854775807.", "ask", "--seed", "9223372036854775808")]
    [InlineData("--confidence must lie between 0 and 1 (for instance 0.95), not 95.", "compare", "--confidence", "95")]
    [InlineData("--k must be 1 or more, not 0.", "stats", "pass-at-k", "--k", "5,0")]
    [InlineData("--share 0,5 is not a number; write it with a decimal point and without separators, as in 0.05.", "dataset", "split", "--share", "0.5", "--share", "0,5")]
    public async Task A_number_that_is_none_or_does_not_fit_is_repeated_with_the_way_out(string message, params string[] command)
    {
        Finished finished = await CommandLine.RunAsync(command);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains($"llmnb: {message}", finished.Error.Split('\n').Select(line => line.TrimEnd()));
    }

    [Theory]
    [InlineData("0.05", 0.05)]
    [InlineData(".5", 0.5)]
    [InlineData("-3", -3)]
    [InlineData("+3", 3)]
    [InlineData("1e-3", 0.001)]
    [InlineData("0e5", 0)]
    [InlineData("-0.0", 0)]
    [InlineData(" 7 ", 7)]
    public void A_decimal_point_and_an_exponent_are_read(string text, double expected)
    {
        Assert.Null(NumberText.Read("--x", text, out double number));
        Assert.Equal(expected, number);
        Assert.Null(NumberText.Read("--x", text, out decimal money));
        Assert.Equal((decimal)expected, money);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("1 000")]
    [InlineData("1\u00a0000")]
    [InlineData("1'000")]
    [InlineData("1_000")]
    [InlineData("1,5e3")]
    [InlineData("1.000.000")]
    [InlineData("0x10")]
    [InlineData("5%")]
    [InlineData("$5")]
    [InlineData("(5)")]
    [InlineData("∞")]
    [InlineData("-Infinity")]
    [InlineData("１")]
    public void What_is_no_plain_number_is_refused_by_every_type(string text)
    {
        Refuses<double>(text);
        Refuses<float>(text);
        Refuses<decimal>(text);
        Refuses<int>(text);
        Refuses<long>(text);
    }

    [Fact]
    public void A_culture_with_a_decimal_comma_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = comma;
            ParseResult parsed = CommandLineApp.Root().Parse(["ask", "--model", "m.gguf", "--temperature", "0.8", "--top-p", "0,9", "Hello"]);

            Assert.Equal(0.8f, parsed.GetValue<float>("--temperature"));
            Assert.StartsWith("--top-p 0,9 is not a number", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Refuses<T>(string text)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        string? message = NumberText.Read<T>("--x", text, out _);

        Assert.NotNull(message);
        Assert.StartsWith("--x ", message, StringComparison.Ordinal);
        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.Contains("; write ", message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Command, string Symbol)> NumbersOf(Command command, string path) =>
    [
        .. command.Arguments.Where(argument => IsNumber(argument.ValueType)).Select(argument => (path, argument.Name)),
        .. command.Options.Where(option => IsNumber(option.ValueType)).Select(option => (path, option.Name)),
        .. command.Subcommands.SelectMany(inner => NumbersOf(inner, path.Length == 0 ? inner.Name : $"{path} {inner.Name}")),
    ];

    private static bool IsNumber(Type type)
    {
        Type item = type == typeof(string) ? type
            : type.IsArray ? type.GetElementType()!
            : type.GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } sequence ? sequence.GenericTypeArguments[0]
            : type;
        item = Nullable.GetUnderlyingType(item) ?? item;
        return Array.Exists(item.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INumberBase<>));
    }
}
