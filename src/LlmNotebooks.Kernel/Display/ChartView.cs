using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A bare Plotly.NET chart, read by reflection: the notebook brings the assembly.</summary>
/// <remarks>
/// The HTML draws without a network: it carries the plotly.js that is a resource of Plotly.NET, compressed by gzip and in
/// base64, in an element that a document needs once.
/// </remarks>
internal static class ChartView
{
    private const string TypeName = "Plotly.NET.GenericChart";
    private const string LibraryPrefix = "Plotly.NET.plotly-";
    private const string LibrarySuffix = ".min.js";

    // Escapes what could end a script element; letters of all languages stay readable.
    private static readonly JsonSerializerOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly ConditionalWeakTable<Assembly, Library> Libraries = [];
    private static readonly Lazy<string> Script = new(ReadScript);

    /// <summary>The chart as plotly.js takes it and as HTML, or null when the value is not a chart.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        Type? type = value.GetType();
        while (type is not null && type.FullName != TypeName) { type = type.BaseType; }
        if (type is null) { return null; }

        JsonNode figure = Figure(type, value);
        string json = figure.ToJsonString(Safe);
        Library library = Libraries.GetValue(type.Assembly, Library.In);
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        string html = $"""
            {library.Element}<div class="plotly-chart" data-chart="{id}" style="width:100%;height:{Height(figure)}px"></div><script>{Script.Value}({JsonSerializer.Serialize(library.Key)}, "{id}", {json});</script>
            """;
        MimeBundle bundle = new();
        bundle[MimeTypeNames.Html] = html;
        bundle[MimeTypeNames.Plotly] = figure;
        return bundle.With(MimeTypeNames.Plain, Plain(figure));
    }

    private static JsonNode Figure(Type type, object chart)
    {
        MethodInfo write = type.GetMethod("toJson", BindingFlags.Public | BindingFlags.Static, [type])
            ?? throw new MissingMethodException(type.FullName, "toJson");
        return JsonNode.Parse((string)write.Invoke(null, [chart])!)!;
    }

    private static string Plain(JsonNode figure) => (figure["data"] as JsonArray)?.Count is 1 ? "chart with 1 trace" : $"chart with {(figure["data"] as JsonArray)?.Count ?? 0} traces";

    private static int Height(JsonNode figure) =>
        figure["layout"]?["height"] is JsonValue height && height.TryGetValue(out int pixels) ? pixels : 450;

    private static string ReadScript()
    {
        using Stream stream = typeof(ChartView).Assembly.GetManifestResourceStream("chart.js")
            ?? throw new InvalidOperationException("The resource chart.js is missing from the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>The plotly.js of one Plotly.NET.</summary>
    private sealed record Library(string Key, string Element)
    {
        public static Library In(Assembly assembly)
        {
            string resource = Array.Find(assembly.GetManifestResourceNames(), IsLibrary)
                ?? throw new InvalidOperationException($"{assembly.FullName} has no plotly.js among its resources.");
            string key = $"plotly.js-{resource[LibraryPrefix.Length..^LibrarySuffix.Length]}";
            using Stream source = assembly.GetManifestResourceStream(resource)!;
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) { source.CopyTo(gzip); }
            string base64 = Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
            string element = $"<script type=\"text/plain\" data-once=\"{WebUtility.HtmlEncode(key)}\" data-length=\"{base64.Length}\">{base64}</script>";
            return new Library(key, element);
        }

        private static bool IsLibrary(string name) =>
            name.StartsWith(LibraryPrefix, StringComparison.Ordinal) && name.EndsWith(LibrarySuffix, StringComparison.Ordinal);
    }
}
