namespace LlmNotebooks.Kernel.Display;

/// <summary>Names the type that makes the formatters of the marked type, by the convention of .NET Interactive, which finds it by its name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that has <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;
}
