using System.Reflection;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Names methods as their author wrote them, not as the compiler stored them.</summary>
internal static class MethodNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void",
    };

    public static string Describe(MethodBase method)
    {
        Type? type = method.DeclaringType;
        string name = method.Name;
        // An async method or an iterator runs in the MoveNext of a nested type called <Name>d__1.
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
        {
            if (!type.Name.StartsWith("<>c", StringComparison.Ordinal)) { name = type.Name; }
            type = outer;
        }
        name = Written(name);
        string parameters = method.Name == "MoveNext" ? "" : string.Join(", ", method.GetParameters().Select(p => TypeName(p.ParameterType)));
        if (type is null || IsSubmission(type)) { return name.Length == 0 ? "the cell" : $"{name}({parameters})"; }
        return $"{TypeName(type)}.{name}({parameters})";
    }

    /// <summary>A type's name as C# writes it.</summary>
    public static string TypeName(Type type)
    {
        if (type.IsGenericParameter) { return type.Name; }
        if (Keywords.TryGetValue(type, out string? keyword)) { return keyword; }
        if (Nullable.GetUnderlyingType(type) is { } underlying) { return TypeName(underlying) + "?"; }
        if (type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal)) { return "anonymous type"; }
        // The compiler's type of an iterator, which nobody wrote: what it is for.
        if (type.Name.StartsWith('<') && type.GetInterfaces().FirstOrDefault(IsItems) is { } items) { return TypeName(items); }
        if (type.IsArray) { return TypeName(type.GetElementType()!) + "[]"; }
        string name = type.Name.Split('`')[0];
        if (type.DeclaringType is { } outer && !IsSubmission(outer)) { name = $"{TypeName(outer)}.{name}"; }
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }

    private static bool IsItems(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(IEnumerable<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    private static bool IsSubmission(Type type) => type.Name.StartsWith("Submission#", StringComparison.Ordinal);

    /// <summary>The name inside of <c>&lt;&lt;Initialize&gt;&gt;d__0</c>, <c>&lt;Main&gt;b__0_1</c> or <c>&lt;Run&gt;g__Local|2_0</c>.</summary>
    private static string Written(string name)
    {
        int local = name.IndexOf("g__", StringComparison.Ordinal);
        int bar = name.IndexOf('|');
        if (local >= 0 && bar > local) { return name[(local + 3)..bar]; }
        bool isLambda = name.Contains("b__", StringComparison.Ordinal);
        int start = name.LastIndexOf('<');
        int end = name.IndexOf('>');
        string inner = start >= 0 && end > start ? name[(start + 1)..end] : name;
        if (inner is "Initialize" or "Factory") { inner = ""; }
        return isLambda ? (inner.Length == 0 ? "lambda" : $"lambda in {inner}") : inner;
    }
}
