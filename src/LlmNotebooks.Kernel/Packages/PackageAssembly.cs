namespace LlmNotebooks.Kernel.Packages;

/// <summary>An assembly of a package, to run with.</summary>
/// <param name="File">Its file, relative to the folder that the build wrote.</param>
/// <param name="Version">The assembly's version.</param>
/// <param name="Package">The package that it is from, with its version; null where the build does not say.</param>
internal sealed record PackageAssembly(string File, string Version, string? Package);
