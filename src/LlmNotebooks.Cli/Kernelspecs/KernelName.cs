using System.Text.RegularExpressions;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The names under which kernels are installed, which notebooks ask for.</summary>
internal static partial class KernelName
{
    /// <summary>What C# notebooks ask for, ever since the .NET Interactive kernel.</summary>
    public const string CSharp = ".net-csharp";

    /// <summary>Ours where another kernel holds <see cref="CSharp"/>.</summary>
    public const string Fallback = "llmnb";

    /// <summary>A name as Jupyter writes it: in lower case.</summary>
    /// <exception cref="UsageException">Jupyter takes no such name.</exception>
    public static string Check(string name)
    {
        // A name of dots alone passes Jupyter's pattern and is the kernels' own folder, or the one above.
        if (Pattern().IsMatch(name) && name.Trim('.').Length > 0) { return name.ToLowerInvariant(); }
        throw new UsageException($"'{name}' cannot be a kernel's name. Jupyter accepts ASCII letters, digits, '-', '.' and '_'.");
    }

    /// <summary><see cref="CSharp"/> where nobody else holds it, otherwise <see cref="Fallback"/>.</summary>
    public static string Choose(IEnumerable<Kernelspec> installed) =>
        installed.Any(kernel => kernel.Name == CSharp && !kernel.IsOurs) ? Fallback : CSharp;

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
