using LlmNotebooks.Candidates;
using LlmNotebooks.Inference;

namespace LlmNotebooks.Tests.Plugins;

/// <summary>A provider as a plug-in brings one; its models answer by their own name.</summary>
public sealed class AcmeProvider : IModelProvider
{
    public string Prefix => "acme";

    public string Form => "acme:MODEL";

    public Candidate Create(string model, ModelRequest request) =>
        new(request.Name ?? model, new FakeChatClient(_ => model)) { Provider = "acme", ModelId = model, Secrets = request.ApiKey is { } key ? [key] : [] };
}
