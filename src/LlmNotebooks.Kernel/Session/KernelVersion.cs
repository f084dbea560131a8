using System.Reflection;
using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Which kernel this is.</summary>
internal static class KernelVersion
{
    /// <summary>The version of this product.</summary>
    public static string Number { get; } =
        typeof(KernelVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The kernel, its language and what it runs on.</summary>
    public static string Describe() =>
        $"LlmNotebooks {Number}\nC# {SubmissionChain.ParseOptions.LanguageVersion.ToDisplayString()} on {RuntimeInformation.FrameworkDescription}\n{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
}
