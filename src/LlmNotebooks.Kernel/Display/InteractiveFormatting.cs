using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The formatting package of .NET Interactive, where a notebook brings it: what cells register with it and show by it is shown.</summary>
/// <remarks>Called by the names of its public members, so that the kernel works without it and with each version that has them.</remarks>
internal sealed class InteractiveFormatting
{
    public const string AssemblyName = "Microsoft.DotNet.Interactive.Formatting";

    private const string DisplayedValueName = AssemblyName + ".DisplayedValue";

    private static readonly ConditionalWeakTable<AssemblyLoadContext, InteractiveFormatting> Attached = [];

    private readonly Func<bool, IEnumerable> _registered;
    private readonly Func<object, string, string> _write;
    private readonly Func<Type, IEnumerable<string>> _preferred;
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private InteractiveFormatting(Assembly assembly)
    {
        Type formatter = assembly.GetType(AssemblyName + ".Formatter", throwOnError: true)!;
        _registered = Member(formatter, "RegisteredFormatters", typeof(bool)).CreateDelegate<Func<bool, IEnumerable>>();
        _write = Member(formatter, "ToDisplayString", typeof(object), typeof(string)).CreateDelegate<Func<object, string, string>>();
        _preferred = Member(formatter, "GetPreferredMimeTypesFor", typeof(Type)).CreateDelegate<Func<Type, IEnumerable<string>>>();
        MethodInfo? subscribe = formatter.GetMethod("SubscribeToDisplayedValues", BindingFlags.Public | BindingFlags.Static);
        // Versions before the event show values by the kernel that they belong to, which is not there.
        if (subscribe?.GetParameters() is [{ ParameterType: { } handler }])
        {
            subscribe.Invoke(null, [Delegate.CreateDelegate(handler, this, typeof(InteractiveFormatting).GetMethod(nameof(Show), BindingFlags.Instance | BindingFlags.NonPublic)!)]);
        }
    }

    /// <summary>The package of the session whose cell runs; null without.</summary>
    public static InteractiveFormatting? Current =>
        AssemblyLoadContext.CurrentContextualReflectionContext is { } context && Attached.TryGetValue(context, out InteractiveFormatting? found) ? found : null;

    /// <summary>Takes note of an assembly that a session's cells have loaded.</summary>
    /// <exception cref="MissingMethodException">It is a version of the package that has not what is needed to honour it.</exception>
    public static void Attach(AssemblyLoadContext context, Assembly assembly)
    {
        if (assembly.GetName().Name == AssemblyName) { Attached.Add(context, new InteractiveFormatting(assembly)); }
    }

    /// <summary>Whether a value is the package's handle of one that it has shown.</summary>
    public static bool IsHandle(object value) => value.GetType().FullName == DisplayedValueName;

    /// <summary>The value by the formatters that cells registered for its type; null when there are none.</summary>
    public MimeBundle? TryFormat(object value)
    {
        MimeBundle bundle = new();
        foreach (string mimeType in RegisteredFor(value.GetType()))
        {
            string text = _write(value, mimeType).ReplaceLineEndings("\n");
            if (MimeBundle.IsJson(mimeType)) { bundle[mimeType] = System.Text.Json.Nodes.JsonNode.Parse(text); }
            else { bundle[mimeType] = text; }
        }
        return bundle.MimeTypes.Any() ? bundle : null;
    }

    /// <summary>The value in one MIME type, by a formatter that cells registered; null when there is none.</summary>
    public string? TryFormat(object value, string mimeType) => RegisteredFor(value.GetType()).Contains(mimeType) ? _write(value, mimeType) : null;

    /// <summary>The forms of a value that cells asked for where they do not want HTML, which is what the package prefers by itself.</summary>
    public MimeBundle Preferred(object value, MimeBundle bundle)
    {
        string[] preferred = [.. _preferred(value.GetType())];
        if (preferred.Length == 0 || !bundle.Contains(MimeTypeNames.Html) || preferred.Contains(MimeTypeNames.Html)) { return bundle; }
        MimeBundle chosen = new();
        foreach (string mimeType in preferred)
        {
            if (bundle.Contains(mimeType)) { chosen[mimeType] = bundle[mimeType]?.DeepClone(); }
            else if (!MimeBundle.IsJson(mimeType)) { chosen[mimeType] = _write(value, mimeType); }
        }
        return chosen.Contains(MimeTypeNames.Plain) ? chosen : chosen.With(MimeTypeNames.Plain, bundle.Text(MimeTypeNames.Plain) ?? "");
    }

    private IEnumerable<string> RegisteredFor(Type type)
    {
        foreach (object formatter in _registered(false))
        {
            Type described = formatter.GetType();
            if (Read(described, formatter, "Type") is Type of && IsFor(of, type) && Read(described, formatter, "MimeType") is string mimeType) { yield return mimeType; }
        }
    }

    /// <summary>Whether a formatter's type is meant for a value's: the same, a base, an interface, or the generic one of either.</summary>
    private static bool IsFor(Type formatter, Type value)
    {
        if (formatter.IsAssignableFrom(value)) { return true; }
        if (!formatter.IsGenericTypeDefinition) { return false; }
        for (Type? type = value; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == formatter) { return true; }
        }
        return value.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == formatter);
    }

    /// <summary>Shows what a cell has shown by the package's own functions, and changes it when that is updated.</summary>
    private void Show(object displayed)
    {
        Type type = displayed.GetType();
        MimeBundle data = new();
        foreach (object formatted in (IEnumerable)Read(type, displayed, "FormattedValues")!)
        {
            string mimeType = (string)Read(formatted.GetType(), formatted, "MimeType")!;
            foreach (string name in ValueFormatter.Format((string)Read(formatted.GetType(), formatted, "Value")!, mimeType) is var one ? one.MimeTypes : []) { data[name] = one[name]?.DeepClone(); }
        }
        if (!data.MimeTypes.Any()) { return; }
        string id = (string?)Read(type, displayed, "DisplayId") ?? "";
        lock (_lock)
        {
            if (_shown.TryGetValue(id, out string? known)) { Displays.Current.Update(data, known); }
            else { _shown[id] = Displays.Current.Show(data); }
        }
    }

    private static object? Read(Type type, object value, string property) => type.GetInterfaces().Prepend(type)
        .Select(owner => owner.GetProperty(property, BindingFlags.Instance | BindingFlags.Public)).FirstOrDefault(found => found is not null)?.GetValue(value);

    private static MethodInfo Member(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters) ?? throw new MissingMethodException(type.FullName, name);
}
