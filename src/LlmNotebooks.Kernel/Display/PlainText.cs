using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as plain text, independent of the machine's culture.</summary>
internal static class PlainText
{
    public static string Of(object? value) => new PlainTextWriter().Whole(value);

    /// <summary>A value as a part of something larger, such as a cell of a table: shorter, and what throws is named in its place.</summary>
    public static string OfPart(object? value) => new PlainTextWriter().Part(value, 1);

    /// <summary>Whether a type's text is the whole of its value: numbers, text, dates and the like.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || (type.Assembly == typeof(object).Assembly && typeof(IFormattable).IsAssignableFrom(type))
        || type == typeof(BigInteger) || type == typeof(Complex)
        || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type)
        || type == typeof(Uri) || type == typeof(Version) || type == typeof(StringBuilder);

    /// <summary>Whether a person wrote the type's text: not the compiler, as for records and anonymous types, and not the runtime.</summary>
    public static bool IsWritten(Type type) =>
        type.GetMethod(nameof(ToString), []) is { DeclaringType: { } declaring } method
        && declaring != typeof(object) && declaring != typeof(ValueType) && !IsGenerated(type) && !IsGenerated(method);

    /// <summary>Whether the compiler wrote the type's text of its members, as for records and anonymous types.</summary>
    public static bool IsGenerated(Type type) =>
        IsGenerated((MemberInfo)type) || (type.GetMethod(nameof(ToString), []) is { } method && IsGenerated((MemberInfo)method));

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
