using LlmNotebooks.Candidates;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>openai-compatible:URL#model, and the same with a given endpoint.</summary>
internal sealed class OpenAICompatibleProvider : IModelProvider
{
    public string Prefix => "openai-compatible";

    public string Form => "openai-compatible:URL#model";

    public Candidate Create(string model, ModelRequest request)
    {
        int mark = model.IndexOf('#', StringComparison.Ordinal);
        string address = mark < 0 ? model : model[..mark], name = mark < 0 ? string.Empty : model[(mark + 1)..];
        if (string.IsNullOrWhiteSpace(name)) { throw new FormatException($"'{OpenAIEndpoint.Shown(model)}' names no model: write {Form}, for instance {Prefix}:http://localhost:8080/v1#my-model."); }
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
            ? Models.OpenAICompatible(endpoint, name, new OpenAICompatibleOptions { Name = request.Name, ApiKey = request.ApiKey })
            : throw new FormatException($"'{OpenAIEndpoint.Shown(address)}' is no address: write {Prefix}:http://host:port/v1#model.");
    }
}
