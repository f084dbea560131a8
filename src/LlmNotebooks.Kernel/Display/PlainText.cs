using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as plain text, independent of the machine's culture.</summary>
internal static class PlainText
{
    private const int MaxDepth = 4;
    private const int LineLength = 100;

    public static string Of(object? value) => Of(value, 0);

    /// <summary>Whether a type's text is the whole of its value: numbers, text, dates and the like.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || (type.Assembly == typeof(object).Assembly && typeof(IFormattable).IsAssignableFrom(type))
        || typeof(MemberInfo).IsAssignableFrom(type) || type == typeof(Uri) || type == typeof(Version);

    /// <summary>Whether a person wrote the type's text: not the compiler, as for records and anonymous types, and not the runtime.</summary>
    public static bool IsWritten(Type type) =>
        OverridesToString(type) && !IsGenerated(type) && !IsGenerated(type.GetMethod(nameof(ToString), [])!);

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Of(object? value, int depth) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable when IsScalar(value.GetType()) => formattable.ToString(null, CultureInfo.InvariantCulture),
        Type type => MethodNames.TypeName(type),
        Task task when task.GetType().IsGenericType => $"{MethodNames.TypeName(task.GetType())}: await it to see its value",
        Excerpt excerpt => Sequence(excerpt, depth),
        IDictionary map => depth >= MaxDepth ? "{…}" : Dictionary(map, depth),
        IEnumerable items => depth >= MaxDepth ? "[…]" : Sequence(Excerpt.Of(items), depth),
        _ => OverridesToString(value.GetType()) ? value.ToString() ?? "" : Members(value, depth),
    };

    private static string Sequence(Excerpt excerpt, int depth) =>
        Join("[", "]", excerpt.Items.Select(item => Of(item, depth + 1)), excerpt.Items.Count, excerpt.Count);

    private static string Dictionary(IDictionary map, int depth) =>
        Join("{ ", " }", map.Keys.Cast<object>().Take(Excerpt.Limit).Select(key => $"{Of(key, depth + 1)}: {Of(map[key], depth + 1)}"),
            Math.Min(map.Count, Excerpt.Limit), map.Count);

    /// <summary>All items on a line if they are short, or else a line each.</summary>
    private static string Join(string open, string close, IEnumerable<string> items, int shown, int? count)
    {
        List<string> parts = [.. items];
        if (count is null) { parts.Add("…"); }
        else if (count > shown) { parts.Add($"… {count - shown} more"); }
        bool isLong = parts.Sum(part => part.Length + 2) > LineLength && parts.Exists(part => part.Length > LineLength / Excerpt.Limit);
        return open + string.Join(isLong ? ",\n" + new string(' ', open.Length) : ", ", parts) + close;
    }

    private static bool OverridesToString(Type type) =>
        type.GetMethod(nameof(ToString), [])?.DeclaringType is { } declaring && declaring != typeof(object) && declaring != typeof(ValueType);

    /// <summary>An object that has no text of its own: its members, one level deep.</summary>
    private static string Members(object value, int depth)
    {
        string name = MethodNames.TypeName(value.GetType());
        IReadOnlyList<ValueMember> members = depth == 0 ? ValueMember.Of(value.GetType()) : [];
        return members.Count == 0
            ? name
            : $"{name} {{ {string.Join(", ", members.Select(m => $"{m.Name} = {m.Show(value, v => Of(v, depth + 1))}"))} }}";
    }
}
