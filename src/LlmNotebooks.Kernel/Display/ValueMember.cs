using System.Reflection;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A public property or field of a value, to be shown as a column or a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Get">Reads it.</param>
internal sealed record ValueMember(string Name, Type Type, Func<object, object?> Get)
{
    /// <summary>The public properties and fields of a type in the order of their declaration, base types first.</summary>
    public static IReadOnlyList<ValueMember> Of(Type type)
    {
        List<ValueMember> members = [];
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!property.CanRead || property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRefLike) { continue; }
            if (property.PropertyType.IsPointer || property.PropertyType.IsByRef) { continue; }
            members.Add(new ValueMember(property.Name, property.PropertyType, property.GetValue));
        }
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!field.FieldType.IsPointer) { members.Add(new ValueMember(field.Name, field.FieldType, field.GetValue)); }
        }
        return members;
    }

    /// <summary>Shows the member's value; a getter that throws shows what it threw.</summary>
    public string Show(object owner, Func<object?, string> write)
    {
        try
        {
            return write(Get(owner));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            return $"({inner.GetType().Name}: {inner.Message})";
        }
    }
}
