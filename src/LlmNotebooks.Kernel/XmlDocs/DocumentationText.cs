using System.Text;
using System.Xml.Linq;

namespace LlmNotebooks.Kernel.XmlDocs;

/// <summary>Writes the text of documentation comments, plain or as markdown.</summary>
internal static class DocumentationText
{
    public static string Plain(XElement element) => Write(element, isMarkdown: false);

    public static string Markdown(XElement element) => Write(element, isMarkdown: true);

    /// <summary>The name that a reader knows something by, from its documentation id: <c>Math.Max</c> for <c>M:System.Math.Max(System.Int32,System.Int32)</c>.</summary>
    public static string ShortName(string id)
    {
        char kind = id.Length > 1 && id[1] == ':' ? id[0] : 'T';
        string name = (id.Length > 1 && id[1] == ':' ? id[2..] : id).Split('(', 2)[0];
        string[] parts = [.. name.Split('.').Select(part => part.Split('`', '{')[0])];
        int count = kind switch { 'N' => parts.Length, 'T' or '!' => 1, _ => 2 };
        if (parts[^1] == "#ctor") { return parts.Length > 1 ? parts[^2] : name; }
        return string.Join('.', parts.TakeLast(count));
    }

    private static string Write(XElement element, bool isMarkdown)
    {
        StringBuilder text = new();
        Write(element.Nodes(), text, isMarkdown);
        return string.Join('\n', text.ToString().Trim().Split('\n').Select(line => line.TrimEnd()));
    }

    private static void Write(IEnumerable<XNode> nodes, StringBuilder text, bool isMarkdown)
    {
        foreach (XNode node in nodes)
        {
            if (node is XText plain) { AppendWords(text, plain.Value, isMarkdown); }
            if (node is XElement element) { Write(element, text, isMarkdown); }
        }
    }

    private static void Write(XElement element, StringBuilder text, bool isMarkdown)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso" or "paramref" or "typeparamref" or "c":
                string inline = Inline(element);
                text.Append(isMarkdown && element.Attribute("href") is { } link ? $"[{inline}]({link.Value})" : isMarkdown ? $"`{inline}`" : inline);
                break;
            case "code":
                string code = Unindented(element.Value);
                Break(text, 2);
                text.Append(isMarkdown ? $"```csharp\n{code}\n```" : code);
                Break(text, 2);
                break;
            case "para" or "p":
                Break(text, 2);
                Write(element.Nodes(), text, isMarkdown);
                Break(text, 2);
                break;
            case "br":
                Break(text, 1);
                break;
            case "list":
                WriteList(element, text, isMarkdown);
                break;
            case "b" or "strong" when isMarkdown:
                text.Append("**").Append(element.Value.Trim()).Append("**");
                break;
            case "i" or "em" when isMarkdown:
                text.Append('*').Append(element.Value.Trim()).Append('*');
                break;
            default:
                Write(element.Nodes(), text, isMarkdown);
                break;
        }
    }

    private static void WriteList(XElement list, StringBuilder text, bool isMarkdown)
    {
        int number = 0;
        bool isNumbered = list.Attribute("type")?.Value == "number";
        Break(text, 2);
        foreach (XElement item in list.Elements().Where(item => item.Name.LocalName is "item" or "listheader"))
        {
            number++;
            Break(text, 1);
            text.Append(isNumbered ? $"{number}. " : "- ");
            StringBuilder content = new();
            if (item.Element("term") is { } term) { Write(term.Nodes(), content, isMarkdown); }
            if (item.Element("description") is { } description)
            {
                if (content.Length > 0) { content.Append(": "); }
                Write(description.Nodes(), content, isMarkdown);
            }
            if (item.Element("term") is null && item.Element("description") is null) { Write(item.Nodes(), content, isMarkdown); }
            text.Append(content.ToString().Trim().ReplaceLineEndings(" "));
        }
        Break(text, 2);
    }

    private static string Inline(XElement element) =>
        element.Value.Trim() is { Length: > 0 } content ? content
        : element.Attribute("cref") is { } cref ? ShortName(cref.Value)
        : (element.Attribute("langword") ?? element.Attribute("name") ?? element.Attribute("href"))?.Value ?? "";

    /// <summary>Text runs on over line ends; only paragraphs break it.</summary>
    private static void AppendWords(StringBuilder text, string value, bool isMarkdown)
    {
        foreach (char character in value)
        {
            if (char.IsWhiteSpace(character))
            {
                if (text.Length > 0 && !char.IsWhiteSpace(text[^1])) { text.Append(' '); }
                continue;
            }
            if (isMarkdown && character is '*' or '_' or '<' or '[' or '`' or '\\') { text.Append('\\'); }
            text.Append(character);
        }
    }

    private static void Break(StringBuilder text, int lines)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\n') { text.Length--; }
        if (text.Length > 0) { text.Append('\n', lines); }
    }

    private static string Unindented(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : line));
    }
}
