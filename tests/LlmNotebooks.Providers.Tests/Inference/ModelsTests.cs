using LlmNotebooks.Candidates;
using LlmNotebooks.Gguf;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.ChatCompletions;

namespace LlmNotebooks.Tests.Inference;

public sealed class ModelsTests
{
    private static readonly string ModelFolder = Repository.PathOf("data", "models");

    [Theory]
    [InlineData("skills-pico-f16.gguf", "F16")]
    [InlineData("skills-nano-q8_0.gguf", "Q8_0")]
    [InlineData("skills-micro-q4_0.gguf", "Q4_0")]
    public void A_model_file_says_how_its_weights_are_kept(string file, string quantization)
    {
        using Candidate candidate = Models.FromGguf(Path.Combine(ModelFolder, file));

        Assert.Equal(quantization, candidate.Quantization);
    }

    [Fact]
    public void A_damaged_file_is_a_candidate_of_which_nothing_is_known()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("m.gguf"), "not a model");

        using Candidate candidate = Models.FromGguf(folder.File("m.gguf"));

        Assert.Null(candidate.Quantization);
    }

    [Fact]
    public void A_folder_gives_its_models_smallest_first()
    {
        IReadOnlyList<Candidate> candidates = Models.FromFolder(ModelFolder);

        Assert.Equal(
            ["skills-pico-f16", "skills-nano-q8_0", "skills-micro-q4_0", "skills-nano-f16", "skills-micro-q8_0", "skills-micro-f16"],
            candidates.Select(c => c.Name));
        // Sizes from data/models/CARD.md.
        Assert.Equal([196_384, 333_792, 396_128, 616_384, 691_040, 1_286_720], candidates.Select(c => c.FileBytes!.Value));
    }

    [Fact]
    public void A_path_is_a_model_file()
    {
        string path = Path.Combine(ModelFolder, "skills-pico-f16.gguf");

        Candidate candidate = Models.Parse(path);

        Assert.Equal(("skills-pico-f16", path), (candidate.Name, candidate.Source));
    }

    [Fact]
    public void A_candidate_takes_its_model_along()
    {
        Candidate candidate = Models.FromGguf(Path.Combine(ModelFolder, "skills-pico-f16.gguf"));
        GgufModel model = Assert.IsType<GgufModel>(candidate.Client.GetService(typeof(GgufModel)));

        candidate.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Generate("abc", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("openai-compatible:http://localhost:8080/v1#qwen", "http://localhost:8080/v1", "qwen")]
    [InlineData("openai-compatible:http://localhost:8080#qwen", "http://localhost:8080/v1", "qwen")]
    [InlineData("openai-compatible:https://host/api/openai/#org/model:7b#q4", "https://host/api/openai/", "org/model:7b#q4")]
    public void An_address_and_a_model_are_a_service(string text, string source, string model)
    {
        Candidate candidate = Models.Parse(text);

        Assert.Equal((source, model, model), (candidate.Source, candidate.ModelId, candidate.Name));
    }

    [Theory]
    [InlineData("gpt-4", "openai-compatible:URL#model")]
    [InlineData("openai-compatible:http://localhost:8080/v1", "names no model")]
    [InlineData("openai-compatible:localhost#m", "is no address")]
    public void What_is_no_model_says_how_to_write_one(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Models.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Contains("'none.gguf'", Assert.Throws<FileNotFoundException>(() => Models.FromGguf("none.gguf")).Message, StringComparison.Ordinal);
        Assert.Contains("'no-folder'", Assert.Throws<DirectoryNotFoundException>(() => Models.FromFolder("no-folder")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:hunter2secret@host/v1")]
    [InlineData("http://host/v1?api_key=hunter2secret")]
    public void An_address_with_a_secret_in_it_is_refused_without_showing_it(string address)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Models.OpenAICompatible(new Uri(address), "m"));

        Assert.DoesNotContain("hunter2secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", null, true)]
    [InlineData("http://api.openai.com/v1", null, false)]
    [InlineData("https://api.openai.com:8443/v1", null, false)]
    [InlineData("https://api.openai.com.evil.example/v1", null, false)]
    [InlineData("http://localhost:8080/v1", null, false)]
    [InlineData("http://localhost:8080/v1", "http://localhost:8080/v1", true)]
    [InlineData("http://localhost:8080/v1", "http://localhost:9090/v1", false)]
    [InlineData("http://localhost:8080/v1", "https://localhost:8080/v1", false)]
    [InlineData("http://localhost:8080/v1", "not an address", false)]
    public void The_environments_key_goes_to_nobody_else(string address, string? baseUrl, bool sent)
    {
        string? Environment(string name) => name == "OPENAI_API_KEY" ? "sk-secret" : name == "OPENAI_BASE_URL" ? baseUrl : null;

        string? key = new OpenAIEndpoint(new Uri(address)).KeyFromEnvironment(Environment);

        Assert.Equal(sent ? "sk-secret" : null, key);
    }

    [Fact]
    public void Options_are_shown_without_the_key() =>
        Assert.DoesNotContain("hunter2", new OpenAICompatibleOptions { ApiKey = "hunter2" }.ToString(), StringComparison.Ordinal);
}
