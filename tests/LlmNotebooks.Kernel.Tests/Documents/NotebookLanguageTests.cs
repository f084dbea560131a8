using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class NotebookLanguageTests
{
    [Theory]
    [InlineData("{\"kernelspec\":{\"language\":\"python\",\"name\":\"python3\"}}", "python", "metadata.kernelspec.language")]
    [InlineData("{\"language_info\":{\"name\":\"julia\"}}", "julia", "metadata.language_info.name")]
    [InlineData("{\"kernelspec\":{\"language\":\"C#\"},\"language_info\":{\"name\":\"F#\"}}", "F#", "metadata.language_info.name")]
    public void A_notebook_in_another_language_is_refused_by_name(string metadata, string language, string place)
    {
        Notebook notebook = new() { Metadata = JsonNode.Parse(metadata)!.AsObject() };

        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => NotebookLanguage.RequireCSharp(notebook, "n.ipynb"));

        Assert.Contains($"n.ipynb is a notebook in {language} ({place})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"kernelspec\":{\"name\":\".net-csharp\",\"language\":\"C#\"},\"language_info\":{\"name\":\"polyglot-notebook\"}}")]
    [InlineData("{\"kernelspec\":{\"language\":\"csharp\"},\"language_info\":{\"name\":\"csharp\"}}")]
    [InlineData("{\"kernelspec\":null,\"language_info\":{\"name\":5}}")]
    public void A_notebook_in_CSharp_or_without_a_word_of_it_is_taken(string metadata)
    {
        Notebook notebook = new() { Metadata = JsonNode.Parse(metadata)!.AsObject() };

        Assert.Null(Record.Exception(() => NotebookLanguage.RequireCSharp(notebook, "n.ipynb")));
    }
}
