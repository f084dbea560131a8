using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>Says what to write in place of magic commands that other kernels have.</summary>
internal static class MagicAdvice
{
    private const string Variables = "there is one language here, so that a cell uses the variables of earlier cells by their names";

    private static readonly Dictionary<string, string> Advice = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#!share"] = Variables,
        ["#!set"] = Variables + "; a value from outside comes by --param in a run, or by Console.ReadLine()",
        ["#!value"] = "put the text into a variable: string text = \"\"\"…\"\"\";",
        ["#!input"] = "ask with Console.ReadLine()",
        ["#!connect"] = "take a library for the service: #r \"nuget: NAME, VERSION\"",
        ["#!nuget"] = "write #r \"nuget: NAME, VERSION\"",
        ["#!log"] = "write to Console.Error",
        ["#!trydotnet"] = "leave it out",
    };

    /// <param name="command">The command as written, such as <c>#!time</c> or <c>%%bash</c>.</param>
    /// <param name="isFirst">Whether it stands where a cell chooses its language.</param>
    public static string For(string command, bool isFirst)
    {
        if (command.StartsWith('%'))
        {
            return $"the magic command '{command}' is not supported: cells hold C#; a program is started by System.Diagnostics.Process.";
        }
        if (Advice.TryGetValue(command, out string? advice)) { return $"the magic command '{command}' is not supported: {advice}."; }
        string? language = CellLanguage.Canonical(command.TrimStart('#', '!'));
        if (language is not null && (language == CellLanguage.CSharp || CellLanguage.IsText(language)))
        {
            return isFirst
                ? $"'{command}' stands alone in the first line of a cell; the rest goes below it."
                : $"'{command}' can only be the first line of a cell: begin a new cell with it.";
        }
        return language is not null
            ? $"the magic command '{command}' is not supported: this kernel runs C# only, {CellLanguage.Title(language)} needs a kernel of its own."
            : $"the magic command '{command}' is not supported; cells hold C#, and text goes into markdown cells.";
    }
}
