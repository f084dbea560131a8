namespace LlmNotebooks.Pricing;

/// <summary>A file of prices, units or usages does not say what it must.</summary>
public sealed class PriceFormatException : FormatException
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="problem">What is wrong and the way out.</param>
    /// <param name="path">The file or address.</param>
    /// <param name="place">Where in it: the provider, the model, the field; null where the whole file is meant.</param>
    /// <param name="inner">The cause, if any.</param>
    public PriceFormatException(string problem, string path, string? place = null, Exception? inner = null)
        : base(place is null ? $"{path}: {problem}" : $"{path}, {place}: {problem}", inner)
    {
        Problem = problem;
        Path = path;
        Place = place;
    }

    /// <summary>What is wrong and the way out.</summary>
    public string Problem { get; }

    /// <summary>The file or address.</summary>
    public string Path { get; }

    /// <summary>Where in it; null where the whole file is meant.</summary>
    public string? Place { get; }
}
