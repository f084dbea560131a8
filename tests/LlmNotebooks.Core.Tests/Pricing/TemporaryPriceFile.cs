using System.Text;

namespace LlmNotebooks.Tests.Pricing;

/// <summary>A file that is gone after its test.</summary>
internal sealed class TemporaryPriceFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmnb-prices-");

    public TemporaryPriceFile(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public TemporaryPriceFile(byte[] bytes)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "prices.json");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
