using System.Reflection;

namespace LlmNotebooks.Metrics.Catalog;

/// <summary>Where a factory comes from. The same code is the same source, however often its assembly is loaded.</summary>
/// <param name="Identity">Assembly, type and method.</param>
/// <param name="Description">The same for people.</param>
internal sealed record FactorySource(string Identity, string Description)
{
    public static FactorySource BuiltIn { get; } = Of(typeof(TextMetrics), "") with { Description = "this library" };

    public static FactorySource Of(IMetricFactory factory) => factory switch
    {
        TextMetricFactory => BuiltIn,
        DelegateFactory made => Of(made.Function.Method.DeclaringType ?? made.Function.GetType(), made.Function.Method.Name),
        _ => Of(factory.GetType(), ""),
    };

    // A type that the compiler made for a lambda stands within the one that people know.
    private static FactorySource Of(Type type, string method)
    {
        Type outer = type;
        while (outer.DeclaringType is { } declaring && outer.Name.StartsWith('<')) { outer = declaring; }
        AssemblyName assembly = type.Assembly.GetName();
        return new FactorySource($"{type.AssemblyQualifiedName} {method}", $"{outer.FullName ?? outer.Name} of {assembly.Name} {assembly.Version}");
    }
}
