using LlmNotebooks.Kernel.Language;

namespace LlmNotebooks.Kernel.Tests.Language;

public sealed class CompletenessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("await foo()")]
    [InlineData("x\n    .Where(y)")]
    [InlineData("int F(int x) => x;")]
    [InlineData("int F()\n{\n    return 1;\n}")]
    [InlineData("foreach (var x in y) z();")]
    [InlineData("Func<Task> f = async () =>\n{\n    await g();\n};")]
    [InlineData("numbers.Where(n => { return n > 1; })")]
    [InlineData("#r \"x.dll\"")]
    [InlineData("#r \"nuget: Name, 1.0\"")]
    [InlineData("#!csharp")]
    [InlineData("#!csharp\n1 + 1")]
    [InlineData("#!markdown\n# A title {")]
    [InlineData("using System;")]
    [InlineData("var s = @\"a\nb\";")]
    [InlineData("$\"{x}\"")]
    [InlineData("// a comment")]
    [InlineData("class A { }")]
    public void Code_that_can_run_is_complete(string code) =>
        Assert.Equal(new Completeness(CompletenessStatus.Complete, ""), LanguageService.Completeness(code));

    [Theory]
    [InlineData("var x = 1", 0)]
    [InlineData("if (true)", 4)]
    [InlineData("if (a) b(); else", 4)]
    [InlineData("while (true)", 4)]
    [InlineData("foreach (var x in y)", 4)]
    [InlineData("for (int i = 0; i < 3; i++)", 4)]
    [InlineData("if (true) {", 4)]
    [InlineData("if (a) { } else {", 4)]
    [InlineData("if (a)\n{\n    b();\n}\nelse {", 4)]
    [InlineData("else {", 4)]
    [InlineData("else", 4)]
    [InlineData("else if (a) {", 4)]
    [InlineData("catch (Exception e) {", 4)]
    [InlineData("finally {", 4)]
    [InlineData("foreach (var n in x)\n{\n    if (n) {", 8)]
    [InlineData("foreach (var n in x)\n{\n    if (n) { }\n", 4)]
    [InlineData("class A {", 4)]
    [InlineData("int F(int x)", 0)]
    [InlineData("foo(", 4)]
    [InlineData("foo(1,", 4)]
    [InlineData("numbers.Where(n => {", 4)]
    [InlineData("numbers.Where(n =>", 4)]
    [InlineData("Func<Task> f = async () => {", 4)]
    [InlineData("Func<Task> f = async () =>", 4)]
    [InlineData("new[] { 1, 2,", 4)]
    [InlineData("int[] a = [1, 2", 4)]
    [InlineData("1 +", 4)]
    [InlineData("x.", 4)]
    [InlineData("try { }", 0)]
    [InlineData("do { x(); }", 0)]
    [InlineData("/* abc", 0)]
    [InlineData("if (a) { /* abc", 0)]
    [InlineData("var s = @\"abc", 0)]
    [InlineData("var s = \"\"\"\nabc", 0)]
    [InlineData("[Obsolete]", 0)]
    public void Code_that_needs_more_is_incomplete_and_its_next_line_is_indented(string code, int indent) =>
        Assert.Equal(new Completeness(CompletenessStatus.Incomplete, new string(' ', indent)), LanguageService.Completeness(code));

    [Theory]
    [InlineData("}")]
    [InlineData("var x = ;")]
    [InlineData("int 1x;")]
    [InlineData("foo(]")]
    [InlineData("var s = \"abc")]
    [InlineData("var s = \"abc\n")]
    [InlineData("class A { } }")]
    public void Code_that_nothing_can_complete_is_invalid(string code) =>
        Assert.Equal(new Completeness(CompletenessStatus.Invalid, ""), LanguageService.Completeness(code));

    [Theory]
    [InlineData("#!fsharp\nlet x = 1")]
    [InlineData("%%bash\nls")]
    [InlineData("#!pwsh\nGet-Item .")]
    public void Another_language_is_unknown(string code) =>
        Assert.Equal(new Completeness(CompletenessStatus.Unknown, ""), LanguageService.Completeness(code));

    [Fact]
    public void Every_prefix_of_code_has_an_answer()
    {
        const string Code = "#r \"a.dll\"\nusing System;\nasync Task<int> F(int[] x) { if (x is [1, ..]) { return await G($\"{x:N2}\\n\"); } /* a */ return x switch { _ => 1 }; } // b\n\"\"\"\nraw\n\"\"\"";
        for (int length = 0; length <= Code.Length; length++)
        {
            Completeness completeness = LanguageService.Completeness(Code[..length]);
            Assert.True(completeness.Status is CompletenessStatus.Incomplete || completeness.Indent.Length == 0);
        }
        Assert.Equal(CompletenessStatus.Complete, LanguageService.Completeness(Code).Status);
    }
}
