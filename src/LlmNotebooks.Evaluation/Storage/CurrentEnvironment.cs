using System.Reflection;
using System.Runtime.InteropServices;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What a run notes about the process that makes it.</summary>
internal static class CurrentEnvironment
{
    public static RunEnvironment Read() => new(
        typeof(CurrentEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount);
}
