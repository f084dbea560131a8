using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Console text as HTML: colours and bold of ANSI escapes shown, other escapes dropped, carriage returns obeyed.</summary>
internal static partial class AnsiText
{
    private static readonly string[] Colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    public static string ToHtml(string text)
    {
        text = Overwrite(text);
        if (!text.Contains('\e')) { return WebUtility.HtmlEncode(text); }

        StringBuilder html = new();
        int position = 0;
        bool open = false;
        string? colour = null;
        bool bold = false;
        foreach (Match escape in Escape().Matches(text))
        {
            html.Append(WebUtility.HtmlEncode(text[position..escape.Index]));
            position = escape.Index + escape.Length;
            if (!escape.Groups["sgr"].Success) { continue; }
            (colour, bold) = Apply(escape.Groups["sgr"].Value, colour, bold);
            if (open) { html.Append("</span>"); }
            open = colour is not null || bold;
            if (open)
            {
                string classes = string.Join(' ', new[] { colour is null ? null : $"ansi-{colour}", bold ? "ansi-bold" : null }.OfType<string>());
                html.Append("<span class=\"").Append(classes).Append("\">");
            }
        }
        html.Append(WebUtility.HtmlEncode(text[position..]));
        return (open ? html.Append("</span>") : html).ToString();
    }

    private static (string? Colour, bool Bold) Apply(string codes, string? colour, bool bold)
    {
        int[] numbers = [.. codes.Split(';').Select(code => int.TryParse(code, out int number) ? number : 0)];
        for (int i = 0; i < numbers.Length; i++)
        {
            switch (numbers[i])
            {
                case 0: (colour, bold) = (null, false); break;
                case 1: bold = true; break;
                case 22: bold = false; break;
                case 39: colour = null; break;
                case >= 30 and <= 37: colour = Colours[numbers[i] - 30]; break;
                case >= 90 and <= 97: colour = Colours[numbers[i] - 90]; break;
                case 38 or 48:
                    // A colour of a larger palette: 5 and its index, or 2 and three parts. Not shown.
                    i += numbers.ElementAtOrDefault(i + 1) == 5 ? 2 : 4;
                    break;
                default: break;
            }
        }
        return (colour, bold);
    }

    /// <summary>What a terminal shows of text that returns to a line's start, as progress bars do.</summary>
    private static string Overwrite(string text)
    {
        if (!text.Contains('\r')) { return text; }
        IEnumerable<string> lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line =>
        {
            string trimmed = line.TrimEnd('\r');
            return trimmed[(trimmed.LastIndexOf('\r') + 1)..];
        });
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"\e(\[(?<sgr>[0-9;]*)m|\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)|[@-Z\\-_])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Escape();
}
