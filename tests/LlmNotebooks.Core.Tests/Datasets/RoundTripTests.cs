using System.Text.Json;
using CsCheck;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class RoundTripTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char["aB {}[]\"\\\n\r\t,;é€\u2028\0"].Array[1, 6].Select(chars => "x" + new string(chars)),
        Gen.Const("A"), Gen.Const("0"), Gen.Const("null"), Gen.Const("{{input}}"));

    private static readonly Gen<string?> Optional = Gen.OneOf(Gen.Const((string?)null), Text.Select(text => (string?)text), Gen.Const((string?)string.Empty));

    private static readonly Gen<IReadOnlyList<Message>> History =
        Gen.Select(Gen.Enum<MessageRole>(), Gen.OneOf(Text, Gen.Const(string.Empty)), (role, text) => new Message(role, text)).Array[0, 3].Select(all => (IReadOnlyList<Message>)all);

    // Names that mean something else, and values of every kind.
    private static readonly Gen<IReadOnlyDictionary<string, JsonElement>> Metadata =
        Gen.Select(
            Gen.OneOf(Gen.Const("input"), Gen.Const("answer"), Gen.Const("choices"), Gen.Const("messages"), Gen.Const("id"), Gen.Const("$metadata"), Gen.Const("level"), Text),
            Gen.OneOf(Gen.Const("1.50"), Gen.Const("null"), Gen.Const("{\"a\":[1,{\"b\":true}]}"), Gen.Const("\"\\u00e9\""), Gen.Const("[]"), Gen.Const("1e400")))
        .Array[0, 4].Select(all => (IReadOnlyDictionary<string, JsonElement>)all.DistinctBy(pair => pair.Item1, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Item1, pair => JsonElement.Parse(pair.Item2), StringComparer.Ordinal));

    private static readonly Gen<(IReadOnlyList<string> Choices, IReadOnlyList<string> References)> Answers = Gen.OneOf(
        Gen.OneOf(Text, Gen.Const(string.Empty), Gen.Const(" a ")).Array[0, 3].Select(references => ((IReadOnlyList<string>)[], (IReadOnlyList<string>)references)),
        from choices in Gen.OneOf(Text, Gen.Const("B"), Gen.Const("C")).Array[2, 5].Where(all => all.Select(choice => choice.Trim()).Distinct(StringComparer.Ordinal).Count() == all.Length)
        from right in Gen.Int[0, choices.Length - 1].Array[0, 2]
        select ((IReadOnlyList<string>)choices, (IReadOnlyList<string>)[.. right.Select(index => ((char)('A' + index)).ToString())]));

    /// <summary>Samples of every kind under one id.</summary>
    internal static readonly Gen<Sample> Sample =
        from input in Text
        from history in History
        from answers in Answers
        from names in Gen.Select(Optional, Optional, Optional)
        from metadata in Metadata
        select new Sample("id", input)
        {
            History = history,
            Choices = answers.Choices,
            References = answers.References,
            Category = names.Item1,
            Cluster = names.Item2,
            Template = names.Item3,
            Metadata = metadata,
        };

    private static readonly Gen<Dataset> Datasets = Sample.Array[1, 4].Select(samples => Dataset.Create("d", samples.Select((sample, number) => WithId(sample, $"i{number}"))));

    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void What_is_written_is_read_as_the_same_samples() => Datasets.Sample(dataset =>
    {
        Dataset read = _files.Load(dataset.ToJsonLines(), name: "round.jsonl");

        return read.Hash == dataset.Hash
            && read.Samples.Zip(dataset.Samples).All(pair => pair.First.References.SequenceEqual(pair.Second.References, StringComparer.Ordinal) && pair.First.Choices.SequenceEqual(pair.Second.Choices, StringComparer.Ordinal))
            && read.ToJsonLines() == dataset.ToJsonLines();
    }, iter: 500, threads: 1);

    [Fact]
    public async Task Saving_writes_the_same_lines_and_replaces_a_file_only_by_a_whole_one()
    {
        Dataset dataset = _files.Load("input,target\nx,1\ny,2\n", name: "data.csv");
        string path = Path.Combine(_files.Path, "saved.jsonl");

        await dataset.SaveAsync(path, TestContext.Current.CancellationToken);
        string saved = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Dataset broken = Dataset.Create("d", [new Sample("a", "x") { Choices = ["1", "2"], Target = "2" }]);
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => broken.SaveAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(dataset.ToJsonLines(), saved);
        Assert.Equal("{\"id\":\"1\",\"input\":\"x\",\"target\":\"1\"}\n{\"id\":\"2\",\"input\":\"y\",\"target\":\"2\"}\n", saved);
        Assert.Contains("'a'", e.Message, StringComparison.Ordinal);
        Assert.Equal(saved, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(["data.csv", "saved.jsonl"], Directory.EnumerateFiles(_files.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    internal static Sample WithId(Sample sample, string id) => new(id, sample.Input)
    {
        History = sample.History,
        Choices = sample.Choices,
        References = sample.References,
        Category = sample.Category,
        Cluster = sample.Cluster,
        Template = sample.Template,
        Metadata = sample.Metadata,
    };
}
