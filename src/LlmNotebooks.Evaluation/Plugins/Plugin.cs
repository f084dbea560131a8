using System.Reflection;
using System.Runtime.Loader;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>An assembly that brings metrics and providers of models.</summary>
/// <remarks>
/// Found are its public classes with a constructor without parameters: an <see cref="IModelProvider"/> goes to <see cref="ModelRegistry"/>, an <see cref="IMetricFactory"/>, and an
/// <see cref="IScorer"/> of one metric under its name, to <see cref="MetricRegistry"/>. What the assembly needs is looked for beside it; of what is loaded already, the loaded one counts.
/// </remarks>
/// <param name="Path">The file.</param>
/// <param name="Metrics">Names of the metrics that it registered.</param>
/// <param name="Providers">Prefixes of the providers that it registered.</param>
public sealed record Plugin(string Path, IReadOnlyList<string> Metrics, IReadOnlyList<string> Providers)
{
    /// <summary>Loads an assembly and registers what it brings.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PluginException">It is no assembly, does not fit this version of the library, or brings nothing.</exception>
    public static Plugin Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full)) { throw new FileNotFoundException($"There is no plug-in '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        try
        {
            string folder = System.IO.Path.GetDirectoryName(full)!;
            AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(Plugin).Assembly) ?? AssemblyLoadContext.Default;
            context.Resolving += (loader, name) => Beside(loader, folder, name);
            return Register(path, Loaded(context, full));
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMethodException or ReflectionTypeLoadException)
        {
            Exception cause = e is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first : e;
            throw new PluginException($"The plug-in '{path}' cannot be loaded: {cause.Message} It must be a .NET assembly built against this version of LlmNotebooks, with what it needs beside it.", e);
        }
    }

    private static Plugin Register(string path, Assembly assembly)
    {
        List<string> metrics = [], providers = [];
        foreach (Type type in assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null))
        {
            if (typeof(IModelProvider).IsAssignableFrom(type))
            {
                IModelProvider provider = (IModelProvider)Activator.CreateInstance(type)!;
                ModelRegistry.Register(provider);
                providers.Add(provider.Prefix);
            }

            if (typeof(IMetricFactory).IsAssignableFrom(type))
            {
                IMetricFactory factory = (IMetricFactory)Activator.CreateInstance(type)!;
                MetricRegistry.Register(factory);
                metrics.Add(factory.Name);
            }
            else if (typeof(IScorer).IsAssignableFrom(type))
            {
                string name = ((IScorer)Activator.CreateInstance(type)!).Metrics is [{ } only] ? only.Name : type.Name;
                MetricRegistry.Register(name, () => (IScorer)Activator.CreateInstance(type)!);
                metrics.Add(name);
            }
        }

        return metrics.Count + providers.Count > 0 ? new Plugin(path, metrics, providers) : throw new PluginException(
            $"The plug-in '{path}' brings nothing: it has no public class with a constructor without parameters that is an {nameof(IMetric)}, an {nameof(IScorer)}, an {nameof(IMetricFactory)} or an {nameof(IModelProvider)}.");
    }

    private static Assembly Loaded(AssemblyLoadContext context, string path)
    {
        AssemblyName name = AssemblyName.GetAssemblyName(path);
        return context.Assemblies.FirstOrDefault(assembly => AssemblyName.ReferenceMatchesDefinition(assembly.GetName(), name)) ?? context.LoadFromAssemblyPath(path);
    }

    private static Assembly? Beside(AssemblyLoadContext context, string folder, AssemblyName name)
    {
        string file = System.IO.Path.Combine(folder, name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
