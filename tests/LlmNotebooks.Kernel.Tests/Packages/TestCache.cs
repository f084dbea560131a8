using System.Runtime.CompilerServices;
using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.Tests.Packages;

/// <summary>Keeps the packages of tests, also of the kernels that they start, out of the user's cache.</summary>
internal static class TestCache
{
    [ModuleInitializer]
    internal static void Redirect()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("llmnb-test-packages-");
        Environment.SetEnvironmentVariable(PackageCache.Variable, folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
