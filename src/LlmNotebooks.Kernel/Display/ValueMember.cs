using System.Reflection;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A public property or field of a value, to be shown as a column or a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Depth">The number of base types of the type that declares it.</param>
/// <param name="Get">Reads it.</param>
internal sealed record ValueMember(string Name, int Depth, Func<object, object?> Get)
{
    /// <summary>The public properties and fields of a type in the order of their declaration, base types first.</summary>
    public static IReadOnlyList<ValueMember> Of(Type type)
    {
        List<ValueMember> members = [];
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!property.CanRead || property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRefLike) { continue; }
            if (property.PropertyType.IsPointer || property.PropertyType.IsByRef) { continue; }
            members.Add(new ValueMember(property.Name, Inheritance(property), property.GetValue));
        }
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!field.FieldType.IsPointer) { members.Add(new ValueMember(field.Name, Inheritance(field), field.GetValue)); }
        }
        // A member that hides another of its name takes its place.
        return [.. members.OrderBy(member => member.Depth).GroupBy(member => member.Name, StringComparer.Ordinal).Select(same => same.Last())];
    }

    /// <summary>The member's value; where its getter throws, text that says what.</summary>
    public object? Value(object owner)
    {
        object? read = null;
        string text = Show(owner, value => { read = value; return ""; });
        return text.Length > 0 ? text : read;
    }

    /// <summary>Shows the member's value; a getter that throws shows what it threw.</summary>
    public string Show(object owner, Func<object?, string> write)
    {
        try
        {
            return write(Get(owner));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner && RunningCell.OfThisCode is not { IsStopped: true })
        {
            return FormattingFailure.InPlace(inner);
        }
    }

    private static int Inheritance(MemberInfo member)
    {
        int depth = 0;
        for (Type? type = member.DeclaringType; type is not null; type = type.BaseType) { depth++; }
        return depth;
    }
}
