using LlmNotebooks.Kernel.Jupyter;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Ports = "\"shell_port\":1,\"control_port\":2,\"stdin_port\":3,\"iopub_port\":4,\"hb_port\":5";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_says_where_to_listen_and_how_to_sign()
    {
        ConnectionFile file = Load($$"""{"ip":"127.0.0.1","transport":"tcp",{{Ports}},"key":"k","signature_scheme":"hmac-sha256","kernel_name":"x"}""");

        Assert.Equal(new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "k"), file);
        Assert.Equal("tcp://127.0.0.1:4", file.Endpoint(file.IOPubPort));
        Assert.Equal("tcp://[::1]:4", (file with { Address = "::1" }).Endpoint(4));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"transport\":\"ipc\"}", "\"ipc\"")]
    [InlineData("{\"transport\":5}", "\"transport\"")]
    [InlineData("{\"key\":\"k\",\"signature_scheme\":\"hmac-md5\"}", "hmac-md5")]
    [InlineData("{\"ip\":\"127.0.0.1\"}", "shell_port")]
    [InlineData("{\"shell_port\":70000}", "shell_port")]
    public void What_it_cannot_do_is_named(string text, string named)
    {
        ConnectionFileException exception = Assert.Throws<ConnectionFileException>(() => Load(text));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<ConnectionFileException>(() => ConnectionFile.Load("nowhere.json")).Message, StringComparison.Ordinal);

    private ConnectionFile Load(string text)
    {
        string path = Path.Combine(_folder.Path, "connection.json");
        File.WriteAllText(path, text);
        return ConnectionFile.Load(path);
    }
}
