#pragma warning disable MA0047 // The runtime looks for this name outside of any namespace.

/// <summary>What the runtime runs first in a program that a test starts with DOTNET_STARTUP_HOOKS: it writes down at the end which assemblies the program loaded.</summary>
internal static class StartupHook
{
    /// <summary>The variable with the file to write.</summary>
    internal const string FileVariable = "LLMNB_TEST_ASSEMBLIES";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file) { return; }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(file, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
    }
}
