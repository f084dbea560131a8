using LlmNotebooks.Candidates;
using LlmNotebooks.Gguf;
using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Inference.ChatCompletions;

namespace LlmNotebooks.Inference;

/// <summary>Makes candidates from where models are: files here, services elsewhere.</summary>
public static class Models
{
    private const string GgufExtension = ".gguf";

    static Models() => ModelRegistry.Register(new OpenAICompatibleProvider());

    /// <summary>A model file, answered by the embedded engine in this process.</summary>
    /// <param name="path">A GGUF file. It is opened at the first call, or when a run begins.</param>
    /// <param name="name">Name of the candidate; null for that of the file without its extension.</param>
    /// <returns>A candidate that lets go of the model and its file when it is disposed.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Candidate FromGguf(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no model file '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        string model = Path.GetFileNameWithoutExtension(path);
        return new Candidate(name ?? model, () => new GgufChatClient(GgufModel.Load(path), new GgufChatClientOptions { ModelId = model, OwnsModel = true }), path)
        {
            FileBytes = file.Length,
            ModelId = model,
            IsInProcess = true,
            Quantization = Quantization(path),
        };
    }

    /// <summary>Every model file of a folder, smallest first.</summary>
    /// <param name="folder">A folder with GGUF files; its subfolders are not searched.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">It has no GGUF file.</exception>
    public static IReadOnlyList<Candidate> FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"There is no folder '{folder}' (looked in '{Directory.GetCurrentDirectory()}')."); }
        Candidate[] candidates =
        [
            .. Directory.EnumerateFiles(folder)
                .Where(IsGguf)
                .Select(path => FromGguf(path))
                .OrderBy(candidate => candidate.FileBytes)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal),
        ];
        return candidates.Length > 0 ? candidates : throw new FileNotFoundException($"The folder '{folder}' has no {GgufExtension} file.", folder);
    }

    /// <summary>A model behind any service that speaks OpenAI's chat completions: OpenAI, llama-server, Ollama, vLLM, LM Studio …</summary>
    /// <param name="endpoint">Base address, usually ending in <c>/v1</c>, which is added where the address has no path.</param>
    /// <param name="model">What the model is called there; also the candidate's name.</param>
    /// <param name="options">Key, name and time limit; null for the defaults.</param>
    /// <remarks>
    /// The key is sent to this address only, and appears in no store, log or message. Without one given, the environment variable
    /// <c>OPENAI_API_KEY</c> is used if the address is https://api.openai.com, or has the scheme, host and port of <c>OPENAI_BASE_URL</c>;
    /// any other address gets no key at all.
    /// Nothing is retried: a call that fails is an error of the run, and seen.
    /// </remarks>
    /// <exception cref="ArgumentException">The address is not absolute http or https, or holds a user name or password; or the key has a character that no header takes.</exception>
    public static Candidate OpenAICompatible(Uri endpoint, string model, OpenAICompatibleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new OpenAICompatibleOptions();
        OpenAIEndpoint service = new(endpoint);
        string? key = OpenAIEndpoint.ValidKey(options.ApiKey ?? service.KeyFromEnvironment(Environment.GetEnvironmentVariable));
        return new Candidate(options.Name ?? model, () => service.Connect(model, key, options), service.Address.ToString())
        {
            ModelId = model,
            Provider = service.Provider,
            Endpoint = service.Lane(key),
            Secrets = key is null ? [] : [key],
        };
    }

    /// <summary>A candidate from its short form, as commands and notebooks write it.</summary>
    /// <param name="text">A path that ends in <c>.gguf</c>, <c>openai-compatible:URL#model</c>, or the form of a provider that is registered: <c>PREFIX:MODEL</c>; before it a name, where its own does not do: <c>NAME=…</c>.</param>
    /// <param name="name">Name of the candidate; null for the one in the text, else that of the file or model.</param>
    /// <param name="apiKey">Key for the service, sent to its address only; null for the rule of <see cref="OpenAICompatible"/>. A file takes none.</param>
    /// <exception cref="FormatException">It is none of them.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Candidate Parse(string text, string? name = null, string? apiKey = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        int mark = text.IndexOf('=', StringComparison.Ordinal);
        // An address may have the sign in it, and so may the path of a file.
        if (mark > 0 && !text[..mark].Contains(':', StringComparison.Ordinal) && !File.Exists(text)) { return Parse(text[(mark + 1)..], name ?? text[..mark], apiKey); }
        if (ModelRegistry.Find(text, out string rest) is { } provider) { return provider.Create(rest, new ModelRequest { Name = name, ApiKey = apiKey }); }
        return IsGguf(text) ? FromGguf(text, name) : throw new FormatException($"'{OpenAIEndpoint.Shown(text)}' is no model: write the path of a {GgufExtension} file, or {string.Join(", or ", ModelRegistry.Providers.Select(known => known.Form))}.");
    }

    private static bool IsGguf(string path) => path.EndsWith(GgufExtension, StringComparison.OrdinalIgnoreCase);

    private static string? Quantization(string path)
    {
        try
        {
            return GgufModel.QuantizationOf(path);
        }
        catch (Exception e) when (e is GgufFormatException or IOException or UnauthorizedAccessException)
        {
            // What is wrong with the file is told when the model is opened.
            return null;
        }
    }
}
