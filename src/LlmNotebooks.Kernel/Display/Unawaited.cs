namespace LlmNotebooks.Kernel.Display;

/// <summary>Values that are still to come: the text says how to get them, and reading them for the display is left to the author.</summary>
internal static class Unawaited
{
    /// <summary>What to do, or null when the value is there.</summary>
    public static string? TryAdvise(object value)
    {
        Type type = value.GetType();
        if (value is Task)
        {
            // Some tasks without a result are, inside of the runtime, tasks of a private type.
            for (Type? task = type; task is not null; task = task.BaseType)
            {
                if (IsOf(task, typeof(Task<>)) && task.GetGenericArguments()[0].IsVisible) { return $"{MethodNames.TypeName(task)}: await it to see its value"; }
            }
            return "Task: await it to wait for its end";
        }
        if (type == typeof(ValueTask)) { return "ValueTask: await it to wait for its end"; }
        if (IsOf(type, typeof(ValueTask<>))) { return $"{MethodNames.TypeName(type)}: await it to see its value"; }
        return type.GetInterfaces().FirstOrDefault(implemented => IsOf(implemented, typeof(IAsyncEnumerable<>))) is { } items
            ? $"{MethodNames.TypeName(items)}: await foreach reads its items"
            : null;
    }

    private static bool IsOf(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
