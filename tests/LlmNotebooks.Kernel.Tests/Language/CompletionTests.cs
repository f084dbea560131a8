using LlmNotebooks.Kernel.Language;

namespace LlmNotebooks.Kernel.Tests.Language;

public sealed class CompletionTests
{
    private const string Declarations = """
        var numbers = new List<int> { 1, 2, 3 };
        int Twice(int value) => 2 * value;
        record Person(string Name, int Age);
        enum Colour { Red, Green }
        var person = new Person("Ada", 36);
        """;

    [Fact]
    public async Task A_member_is_completed_by_its_bare_name_over_the_part_typed()
    {
        using LanguageSession session = new();

        Completions completions = await session.CompleteAsync("Console.Wri|");

        Assert.Equal((8, 11), (completions.Start, completions.End));
        Assert.Equal([new Completion("Write", "method", null), new Completion("WriteLine", "method", null)], completions.Items);
    }

    [Theory]
    [InlineData("Cons|ole.WriteLine()", 0, 7)]
    [InlineData("Console.|WriteLine()", 8, 8)]
    [InlineData("Console.WriteLine|()", 8, 17)]
    [InlineData("int a = 1;\nConsole.Wri|\nint b = 2;", 19, 22)]
    [InlineData("/* \U0001F600 */ Console.Wri|", 17, 20)]
    public async Task The_range_is_the_word_at_the_cursor(string code, int start, int end)
    {
        using LanguageSession session = new();

        Completions completions = await session.CompleteAsync(code);

        Assert.Equal((start, end), (completions.Start, completions.End));
    }

    [Theory]
    [InlineData("numbers.Su|", "Sum")]
    [InlineData("numbers.whe|", "Where")]
    [InlineData("List|", "List")]
    [InlineData("Twi|", "Twice")]
    [InlineData("person.Na|", "Name")]
    [InlineData("new Pers|", "Person")]
    [InlineData("Colour.|", "Green")]
    [InlineData("await Task.Del|", "Delay")]
    [InlineData("numbers.Select(n => n.CompareT|)", "CompareTo")]
    [InlineData("numbers.Select(n => { var half = n / 2; return ha|", "half")]
    [InlineData("from n in numbers where n.CompareT|", "CompareTo")]
    [InlineData("new Person(\"x\", 1) with { Ag| }", "Age")]
    [InlineData("new StringBuilder { Cap| }", "Capacity")]
    [InlineData("person with { |", "Age")]
    [InlineData("person with { | }", "Age")]
    [InlineData("var other = person with { |", "Name")]
    [InlineData("person with { Name = \"x\", |", "Age")]
    [InlineData("person with {|", "Age")]
    [InlineData("new StringBuilder { |", "Capacity")]
    [InlineData("#r \"nug|", "nuget: ")]
    [InlineData("#r \"nug|\"", "nuget: ")]
    [InlineData("#r \"N|", "nuget: ")]
    [InlineData("new Person(\"x\", Ag|", "Age:")]
    [InlineData("Twice(val|", "value:")]
    [InlineData("using System.Thr|", "Threading")]
    [InlineData("using System.Net.Http;\nHttpCli|", "HttpClient")]
    [InlineData("disp|", "display")]
    [InlineData("HTM|", "HTML")]
    [InlineData("$\"{numbers.Cou|}\"", "Count")]
    [InlineData("$\"{numbers.Cou|", "Count")]
    [InlineData("awa|", "await")]
    [InlineData("forea|", "foreach")]
    [InlineData("if (numbers.Con|", "Contains")]
    [InlineData("foreach (var n in num|", "numbers")]
    [InlineData("var x = ((numbers.Fir|\nvar y = 3;", "First")]
    [InlineData("person.Na|\nperson.Age", "Name")]
    [InlineData("person.|\nConsole.WriteLine();", "Name")]
    [InlineData("Console.Wri|\nConsole.WriteLine();", "WriteLine")]
    [InlineData("int Local() { return Twi| }", "Twice")]
    [InlineData("typeof(Pers|", "Person")]
    [InlineData("[Obsol|", "Obsolete")]
    [InlineData("person is { Nam|", "Name")]
    [InlineData("catch }} ) numbers.Rev|", "Reverse")]
    public async Task What_fits_is_offered(string code, string expected)
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Assert.Contains(expected, await session.TextsAsync(code));
    }

    [Theory]
    [InlineData("\"a string with num| in it\"")]
    [InlineData("\"an open string with num|")]
    [InlineData("@\"num|\"")]
    [InlineData("\"\"\"num|\"\"\"")]
    [InlineData("$\"num| {1}\"")]
    [InlineData("$\"{1} num|\"")]
    [InlineData("'n|'")]
    [InlineData("// num|")]
    [InlineData("/* num| */")]
    [InlineData("/* num|")]
    [InlineData("/// num|\nint F() => 1;")]
    [InlineData("DateTime.Now.ToString(\"d|\")")]
    [InlineData("3|")]
    [InlineData("nothing.at.all|")]
    public async Task Comments_and_strings_and_unknown_names_are_left_alone(string code)
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Completions completions = await session.CompleteAsync(code);

        Assert.Empty(completions.Items);
        Assert.Equal(completions.Start, completions.End);
    }

    [Theory]
    [InlineData("numbers.|", "Count", "property")]
    [InlineData("numbers.|", "Add", "method")]
    [InlineData("numb|", "numbers", "variable")]
    [InlineData("int local = 1; loc|", "local", "variable")]
    [InlineData("Pers|", "Person", "class")]
    [InlineData("DateTi|", "DateTime", "struct")]
    [InlineData("IEnum|", "IEnumerable", "interface")]
    [InlineData("DayOfWee|", "DayOfWeek", "enum")]
    [InlineData("DayOfWeek.Mon|", "Monday", "enumMember")]
    [InlineData("System.Thr|", "Threading", "module")]
    [InlineData("forea|", "foreach", "keyword")]
    [InlineData("Math.P|", "PI", "constant")]
    [InlineData("string.Emp|", "Empty", "field")]
    [InlineData("T F<TItem>(TIt|", "TItem", "typeParameter")]
    [InlineData("AppDomain.CurrentDomain.ProcessEx|", "ProcessExit", "event")]
    public async Task Each_is_said_to_be_what_it_is(string code, string text, string kind)
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        Assert.Equal(kind, Assert.Single((await session.CompleteAsync(code)).Items, item => item.Text == text).Kind);
    }

    [Fact]
    public async Task What_starts_as_typed_comes_first_then_other_cases_then_first_letters_of_words()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("class Box { public int wl, WLan, WriteLine, Waterline, Wallow; }", "var box = new Box();");

        Assert.Equal(["WLan", "wl", "WriteLine"], await session.TextsAsync("box.WL|"));
        Assert.Equal(["wl", "WLan", "WriteLine"], await session.TextsAsync("box.wl|"));
    }

    [Fact]
    public async Task Own_names_come_before_those_of_the_framework()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("var listing = 1; int Listen() => 1;");

        Assert.Equal(["listing", "Listen", "List", "ListDictionaryInternal"], await session.TextsAsync("lis|"));
    }

    [Fact]
    public async Task No_text_is_offered_twice_and_none_is_decorated()
    {
        using LanguageSession session = await LanguageSession.AfterAsync(Declarations);

        foreach (string code in new[] { "|", "numbers.|", "Math.Max(|", "System.|", "new |" })
        {
            IReadOnlyList<string> texts = await session.TextsAsync(code);
            Assert.Equal(texts.Distinct(), texts);
            Assert.DoesNotContain(texts, text => text.Any("<>()[] ;".Contains));
            Assert.Equal(texts, await session.TextsAsync(code));
        }
    }

    [Fact]
    public async Task The_latest_declaration_of_a_name_wins()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("var x = 1;", "class C { public int Old; }");
        Assert.Contains("CompareTo", await session.TextsAsync("x.|"));

        await session.RunAsync("var x = new List<string>();");
        await session.RunAsync("class C { public int New; }");

        Assert.Contains("AddRange", await session.TextsAsync("x.|"));
        IReadOnlyList<string> members = await session.TextsAsync("new C().|");
        Assert.Contains("New", members);
        Assert.DoesNotContain("Old", members);
        Assert.Contains("CompareTo", await session.TextsAsync("var x = 'c'; x.|"));
    }

    [Fact]
    public async Task Usings_of_earlier_cells_hold_and_a_cell_that_failed_leaves_nothing()
    {
        using LanguageSession session = await LanguageSession.AfterAsync("using System.Net.Http;");
        Assert.Equal("CompilationError", (await session.FailAsync("var mistaken = 1; int y = \"no\";")).Name);

        Assert.Equal(["HttpClient", "HttpClientHandler"], await session.TextsAsync("HttpCli|"));
        Assert.Empty(await session.TextsAsync("mistake|"));
    }

    [Fact]
    public async Task A_position_outside_of_the_code_stands_for_its_ends()
    {
        using LanguageSession session = new();

        Completions after = await session.Service.CompleteAsync("Console.Wri", 99, TestContext.Current.CancellationToken);
        Completions before = await session.Service.CompleteAsync("Console", -1, TestContext.Current.CancellationToken);

        Assert.Equal((8, 11), (after.Start, after.End));
        Assert.Equal((0, 0), (before.Start, before.End));
    }
}
