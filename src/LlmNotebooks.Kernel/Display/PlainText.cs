using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values as plain text, independent of the machine's culture.</summary>
internal static class PlainText
{
    /// <summary>Items of a sequence that are shown.</summary>
    public const int Limit = 20;

    private const int MaxDepth = 4;

    public static string Of(object? value) => Of(value, 0);

    /// <summary>Whether a type's text is the whole of its value: numbers, text, dates and the like.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || (type.Assembly == typeof(object).Assembly && typeof(IFormattable).IsAssignableFrom(type))
        || typeof(Type).IsAssignableFrom(type) || type == typeof(Uri) || type == typeof(Version)
        || typeof(MemberInfo).IsAssignableFrom(type);

    private static string Of(object? value, int depth)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case DateTime time:
                return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
            case DateTimeOffset time:
                return time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
            case DateOnly date:
                return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case IFormattable formattable when IsScalar(value.GetType()):
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            case Type type:
                return MethodNames.TypeName(type);
            case Exception exception:
                return exception.ToString();
            case Task task when task.GetType().IsGenericType:
                return $"{MethodNames.TypeName(task.GetType())}: await it to see its value";
            case IDictionary map:
                return Sequence(map.Keys.Cast<object>(), map.Count, "{ ", " }", key => $"{Of(key, depth + 1)}: {Of(map[key!], depth + 1)}");
            case IEnumerable items:
                return depth >= MaxDepth ? "[…]" : Sequence(items, (items as ICollection)?.Count, "[", "]", item => Of(item, depth + 1));
            default:
                return OverridesToString(value.GetType()) ? value.ToString() ?? "" : Members(value, depth);
        }
    }

    private static string Sequence(IEnumerable items, int? count, string open, string close, Func<object?, string> write)
    {
        var text = new StringBuilder(open);
        int shown = 0;
        foreach (object? item in items)
        {
            if (shown == Limit)
            {
                text.Append(count is { } all ? $", … {all - Limit} more" : ", …");
                break;
            }
            text.Append(shown++ == 0 ? "" : ", ").Append(write(item));
        }
        return text.Append(close).ToString();
    }

    private static bool OverridesToString(Type type) =>
        type.GetMethod(nameof(ToString), [])?.DeclaringType is { } declaring && declaring != typeof(object) && declaring != typeof(ValueType);

    private static string Members(object value, int depth)
    {
        string name = MethodNames.TypeName(value.GetType());
        if (depth >= MaxDepth) { return name; }
        IReadOnlyList<ValueMember> members = ValueMember.Of(value.GetType());
        return members.Count == 0
            ? name
            : $"{name} {{ {string.Join(", ", members.Select(m => $"{m.Name} = {m.Show(value, v => Of(v, depth + 1))}"))} }}";
    }
}
