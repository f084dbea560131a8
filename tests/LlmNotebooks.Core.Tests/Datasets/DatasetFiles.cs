using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>Writes texts as files and loads them.</summary>
internal sealed class DatasetFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string Write(string text, string name = "data.jsonl")
    {
        string path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    public Dataset Load(string text, DatasetFields? fields = null, string name = "data.jsonl", DatasetFormat format = DatasetFormat.ByExtension) =>
        Dataset.Load(Write(text, name), fields, format);

    /// <summary>The one sample of a text.</summary>
    public Sample One(string text, DatasetFields? fields = null, string name = "data.jsonl") => Assert.Single(Load(text, fields, name).Samples);

    /// <summary>The error of a text that does not load.</summary>
    public DatasetFormatException Fails(string text, DatasetFields? fields = null, string name = "data.jsonl") =>
        Assert.Throws<DatasetFormatException>(() => Load(text, fields, name));

    public void Dispose() => _folder.Dispose();
}
