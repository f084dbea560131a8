using System.IO.Compression;
using System.Reflection;
using Plotly.NET;

namespace LlmNotebooks.Charts;

/// <summary>plotly.js as Plotly.NET carries it, packed into an element of a page.</summary>
internal static class PlotlyLibrary
{
    /// <summary>The value of <c>data-once</c>: a page keeps one element with it.</summary>
    public const string Key = "plotly.js-2.28.0";

    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    private static readonly Lazy<string> Packed = new(Pack);

    /// <summary>Writes the script element with the library, compressed by gzip and in base64.</summary>
    public static void Write(TextWriter html) =>
        html.Write($"<script type=\"text/plain\" data-once=\"{Key}\" data-length=\"{Packed.Value.Length}\">{Packed.Value}</script>");

    private static string Pack()
    {
        Assembly assembly = typeof(GenericChart).Assembly;
        using Stream source = assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{assembly.FullName} has no resource '{Resource}'. Charts need Plotly.NET 6.0.0.");
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) { source.CopyTo(gzip); }
        return Convert.ToBase64String(packed.GetBuffer(), 0, checked((int)packed.Length));
    }
}
