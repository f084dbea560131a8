using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Address of a service, which key belongs to it, and the connection.</summary>
internal sealed class OpenAIEndpoint
{
    private const string OpenAIHost = "api.openai.com";

    /// <exception cref="ArgumentException">The address is not absolute http or https, or holds a user name or password.</exception>
    public OpenAIEndpoint(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{Shown(endpoint.OriginalString)}' is not an http or https address.", nameof(endpoint));
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0)
        {
            throw new ArgumentException($"'{Shown(endpoint.OriginalString)}' holds a user name or a query, where secrets would be stored with the address; give the key as an option.", nameof(endpoint));
        }

        UriBuilder address = new(endpoint) { Fragment = string.Empty };
        if (address.Path is "" or "/") { address.Path = "/v1"; }
        Address = address.Uri;
    }

    public Uri Address { get; }

    /// <summary>Who answers there, by OpenTelemetry's names; null where only the protocol is known.</summary>
    public string? Provider => string.Equals(Address.Host, OpenAIHost, StringComparison.OrdinalIgnoreCase) ? "openai" : null;

    /// <summary>What shares limits: the address, and whose key is used there, told apart by a few digits of its hash.</summary>
    public string Lane(string? key) => key is null
        ? Address.GetLeftPart(UriPartial.Authority)
        : $"{Address.GetLeftPart(UriPartial.Authority)} key {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 4))}";

    /// <summary>An address as a message may show it.</summary>
    public static string Shown(string address) => Redaction.Redact(address, []);

    /// <summary>A key that can be sent; the message shows nothing of one that cannot.</summary>
    /// <exception cref="ArgumentException">It has a line break or another character that no header takes.</exception>
    public static string? ValidKey(string? key) => key?.AsSpan().IndexOfAnyExceptInRange('!', '~') is not >= 0
        ? key
        : throw new ArgumentException("The key has a space, a line break or another character that no key has; see that it was copied whole, and alone.", nameof(key));

    /// <summary>OPENAI_API_KEY where it is meant for this address, else null.</summary>
    public string? KeyFromEnvironment(Func<string, string?> environment)
    {
        string? key = environment("OPENAI_API_KEY");
        if (string.IsNullOrWhiteSpace(key)) { return null; }
        bool openAI = Address.Scheme == Uri.UriSchemeHttps && Address.IsDefaultPort && string.Equals(Address.Host, OpenAIHost, StringComparison.OrdinalIgnoreCase);
        return openAI || IsSameServer(environment("OPENAI_BASE_URL")) ? key.Trim() : null;
    }

    public IChatClient Connect(string model, string? key, OpenAICompatibleOptions options) => new ChatCompletionsClient(Address, model, key, Provider, options);

    private bool IsSameServer(string? baseUrl) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out Uri? named)
        && Uri.Compare(named, Address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
