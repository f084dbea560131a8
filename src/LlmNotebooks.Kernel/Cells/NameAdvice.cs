using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>Says where names are that notebooks of .NET Interactive use and that a cell does not find.</summary>
internal static partial class NameAdvice
{
    private const string Formatting =
        "hint: Formatter, PocketView and the tags such as div come with a package: #r \"nuget: Microsoft.DotNet.Interactive.Formatting, 1.0.0-beta.26120.1\"; "
        + "for the tags write using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags; too.";

    private const string Host =
        "hint: the classes of .NET Interactive's kernels are not there: show values with display(x), ask with await GetInputAsync(\"…\"), and pass on 'cancellation'.";

    private static readonly HashSet<string> OfFormatting = new(StringComparer.Ordinal)
    {
        "Formatter", "Formatting", "FormatContext", "FormattedValue", "HtmlFormatter", "HtmlString", "Html", "IHtmlContent", "ITypeFormatter", "ITypeFormatterSource",
        "JsonFormatter", "PlainTextFormatter", "PocketView", "PocketViewTags", "TypeFormatterSource", "TypeFormatterSourceAttribute",
    };

    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "a", "b", "body", "br", "button", "caption", "code", "details", "div", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i",
        "iframe", "img", "label", "li", "ol", "option", "p", "pre", "script", "section", "select", "small", "span", "strong", "style", "summary", "svg", "table", "tbody",
        "td", "th", "thead", "tr", "u", "ul",
    };

    private static readonly HashSet<string> OfHost = new(StringComparer.Ordinal)
    {
        "KernelInvocationContext", "CompositeKernel", "CSharpKernel", "SubmitCode", "KernelCommand", "KernelEvent", "IKernelExtension", "Commands", "Events", "CSharp",
    };

    /// <summary>The hint for a problem; null where there is none.</summary>
    /// <param name="problem">What the compiler says.</param>
    /// <param name="line">The line that it speaks of; empty where that is not the cell's.</param>
    public static string? For(CellProblem problem, string line)
    {
        if (problem.Code is not ("CS0103" or "CS0246" or "CS0234") || !(MissingName().Match(problem.Message) is { Success: true } match)) { return null; }
        string name = match.Groups["name"].Value;
        string space = match.Groups["space"].Value;
        bool isArchived = space.Length == 0 || space.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) || space == "Microsoft.AspNetCore";
        if (!isArchived) { return null; }
        if (OfFormatting.Contains(name)) { return Formatting; }
        if (OfHost.Contains(name)) { return Host; }
        // A tag is called or given attributes; a name of a letter is more often a variable that is not there.
        bool isUsed = problem.Column > 0 && problem.Column - 1 + name.Length < line.Length && line[problem.Column - 1 + name.Length] is '(' or '[';
        return Tags.Contains(name) && isUsed ? Formatting : null;
    }

    [GeneratedRegex(@"name '(?<name>\w+)(<[^']*>)?' (does not exist|could not be found)( in the namespace '(?<space>[\w.]+)')?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex MissingName();
}
