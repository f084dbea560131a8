using System.Xml;
using System.Xml.Linq;

namespace LlmNotebooks.Kernel.XmlDocs;

/// <summary>A documentation comment.</summary>
internal sealed class Documentation
{
    private readonly XElement _member;

    private Documentation(XElement member) => _member = member;

    /// <summary>What it is for.</summary>
    public XElement? Summary => Part("summary");

    /// <summary>What a method returns, or the value that a property has.</summary>
    public XElement? Returns => Part("returns") ?? Part("value");

    public XElement? Remarks => Part("remarks");

    public IEnumerable<XElement> TypeParameters => Parts("typeparam");

    public IEnumerable<XElement> Parameters => Parts("param");

    public IEnumerable<XElement> Exceptions => Parts("exception");

    /// <summary>Whether it says to take another's in its place.</summary>
    public bool IsInherited => Summary is null && _member.Element("inheritdoc") is not null;

    /// <summary>The documentation id of whose it takes, if it names one.</summary>
    public string? InheritedFrom => _member.Element("inheritdoc")?.Attribute("cref")?.Value;

    /// <summary>Reads the element of a member; null when it says nothing or is not XML.</summary>
    public static Documentation? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) { return null; }
        try
        {
            var member = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
            return member.Name.LocalName == "member" && member.HasElements ? new Documentation(member) : null;
        }
        catch (XmlException)
        {
            // A comment that its author has not finished: the compiler writes a remark in its place.
            return null;
        }
    }

    private XElement? Part(string name) => Parts(name).FirstOrDefault();

    private IEnumerable<XElement> Parts(string name) =>
        _member.Elements(name).Where(part => part.HasElements || !string.IsNullOrWhiteSpace(part.Value));
}
