using System.Globalization;
using System.Text.Json;
using CsCheck;
using LlmNotebooks.Datasets;
using LlmNotebooks.Datasets.Spooling;

namespace LlmNotebooks.Tests.Datasets;

public sealed class SpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_sample_is_read_as_it_was() =>
        // Also texts that are no valid UTF-16.
        Gen.Select(RoundTripTests.Sample, Gen.String.Where(text => !string.IsNullOrWhiteSpace(text)), Gen.String).Array[1, 5].Sample(drawn =>
        {
            Sample[] samples = [.. drawn.Select((one, number) => RoundTripTests.WithId(one.Item1, $"{one.Item2}{number}") with { Category = one.Item3, History = [.. one.Item1.History, new Message(MessageRole.User, one.Item3)] })];

            SampleSpool spool = Spool(samples).Samples;

            Assert.Equal(samples.Select(Told), spool.Select(Told));
            Assert.Equal(samples.Select(Told), Enumerable.Range(0, spool.Count).Select(index => Told(spool[index])));
        }, iter: 500);

    [Fact]
    public void The_hash_is_that_of_the_samples_in_memory() => RoundTripTests.Sample.Array[1, 4].Sample(drawn =>
    {
        Sample[] samples = [.. drawn.Select((sample, number) => RoundTripTests.WithId(sample, $"i{number}"))];

        Assert.Equal(Dataset.Create("d", samples).Hash, Spool(samples).Hash);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_048_575)]
    [InlineData(1_048_576)]
    [InlineData(3_000_000)]
    public void Samples_of_any_length_come_through_in_memory_and_in_a_file(int length)
    {
        Sample[] samples = [.. Enumerable.Range(0, 4).Select(i => new Sample($"{i}", new string((char)('a' + i), length)))];

        (SampleSpool spool, string hash) = Spool(samples);

        Assert.Equal(samples, spool);
        Assert.Equal(samples.Reverse(), Enumerable.Range(0, 4).Select(i => spool[3 - i]));
        Assert.Equal(Dataset.Create("d", samples).Hash, hash);
    }

    [Fact]
    public async Task Many_threads_read_anywhere_at_the_same_time()
    {
        SampleSpool spool = Spool(Many(20_000)).Samples;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 5000; i++)
            {
                // 7,919 is prime and no factor of 20,000: each thread goes through the samples in another order.
                int index = (int)(((long)i * 7919 + (thread * 2500)) % 20_000);
                Assert.Equal(Input(index), spool[index].Input);
            }

            // And in their order, while the others are elsewhere.
            for (int i = 0; i < 20_000; i += 1 + (thread % 3)) { Assert.Equal(Input(i), spool[i].Input); }
            Assert.Equal(20_000, spool.Where((sample, index) => sample.Input == Input(index)).Count());
        }, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void What_is_made_of_a_file_is_what_is_made_of_its_samples()
    {
        string path = _folder.File("many.jsonl");
        File.WriteAllText(path, Dataset.Create("many", Many(8000)).ToJsonLines());
        Dataset file = Dataset.Load(path), memory = Dataset.Create("many", file.Samples);
        Assert.IsType<SampleSpool>(file.Samples);
        Assert.IsNotType<SampleSpool>(memory.Samples);
        PromptTemplate template = PromptTemplate.Parse("{{level}}: {{input}}");

        foreach (Func<Dataset, Dataset> made in (Func<Dataset, Dataset>[])
        [
            dataset => dataset,
            dataset => dataset.Take(5000),
            dataset => dataset.Where(sample => sample.Category == "c1"),
            dataset => dataset.InCategories("c0", "c2"),
            dataset => dataset.Sample(3000, 7),
            dataset => dataset.Split(0.7, 3).Second,
            dataset => dataset.Split([0.5, 0.3, 0.2], 3, stratify: false)[1],
            dataset => dataset.StratifiedSample(1000, 5),
            dataset => dataset.SampleClusters(500, 5, stratify: true),
            dataset => dataset.ShuffleChoices(11),
            dataset => dataset.RotateChoices(),
            dataset => dataset.AsMultipleChoice(shuffleSeed: 4),
            dataset => dataset.WithTemplate(template),
            dataset => dataset.WithSystemPrompt("Be brief."),
            dataset => dataset.Take(50).WithExamples(dataset, 3, 9, new ExampleOptions { SameCategory = true, PerSample = true }),
            dataset => dataset.Take(50).WithExamples(dataset, 3, 9, new ExampleOptions { Template = PromptTemplate.Parse("{{input}} {{target}}") }),
        ])
        {
            Assert.Equal(made(memory).Hash, made(file).Hash);
            Assert.Equal(made(memory).ToJsonLines(), made(file).ToJsonLines());
        }
    }

    [Fact]
    public void It_is_a_list_that_reads_what_is_asked_for()
    {
        Sample[] samples = [.. Many(3000)];
        SampleSpool spool = Spool(samples).Samples;
        IList<Sample> list = spool;

        Assert.Equal(3000, list.Where(_ => true).Count());
        Assert.Equal(3000, spool.Count);
        Assert.Equal(samples[^1], spool.Last());
        Assert.Equal(samples[2000..2003], spool.Skip(2000).Take(3));
        Assert.Equal(samples, spool.ToArray());
        Assert.Equal(5, spool.IndexOf(samples[5]));
        Assert.DoesNotContain(samples[5] with { Target = "another" }, list);
        Assert.Equal(samples[7], list[7]);
        Assert.Throws<ArgumentOutOfRangeException>(() => spool[3000]);
        Assert.Throws<ArgumentOutOfRangeException>(() => spool[-1]);
        Assert.Throws<NotSupportedException>(() => list[0] = samples[0]);
        Assert.Throws<NotSupportedException>(() => list.Add(samples[0]));
    }

    [Fact]
    public void A_file_that_others_could_see_is_there_on_windows_only_and_goes_with_its_samples()
    {
        using SampleSpooler spooler = new(_folder.Path);
        foreach (Sample sample in Many(20_000)) { spooler.Add(sample); }

        int seen = Directory.EnumerateFiles(_folder.Path).Count();

        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, seen);
        Assert.Equal(Input(19_999), spooler.Complete().Samples[19_999].Input);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        string nowhere = Path.Combine(_folder.Path, "none");
        using SampleSpooler spooler = new(nowhere);

        IOException e = Assert.ThrowsAny<IOException>(() => { foreach (Sample sample in Many(20_000)) { spooler.Add(sample); } });

        Assert.Contains($"temporary file in '{nowhere}', and it cannot be made", e.Message, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_known_with_the_place_of_the_first() => Gen.Int[0, 400].Array[0, 600].Sample(drawn =>
    {
        IdSet set = new();
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int i = 0; i < drawn.Length; i++)
        {
            string id = drawn[i].ToString(CultureInfo.InvariantCulture);
            Assert.Equal(known.TryAdd(id, i + 1), set.TryAdd(id, i + 1, out int first));
            Assert.Equal(known[id], first);
        }

        // No valid UTF-16, and so alike as UTF-8.
        Assert.True(set.TryAdd("\uD800", 1, out _) && set.TryAdd("\uD801", 1, out _));
    });

    private static (SampleSpool Samples, string Hash) Spool(IEnumerable<Sample> samples)
    {
        using SampleSpooler spooler = new();
        foreach (Sample sample in samples) { spooler.Add(sample); }
        return spooler.Complete();
    }

    // Some 200 bytes each: more than stays in memory from 5,300 on.
    private static IEnumerable<Sample> Many(int count) => Enumerable.Range(0, count).Select(i => new Sample($"s{i}", Input(i))
    {
        Target = i % 2 == 0 ? "B" : "an answer",
        Choices = i % 2 == 0 ? ["no", "an answer", $"{i}"] : [],
        Category = $"c{i % 3}",
        Cluster = i % 5 == 0 ? null : $"k{i / 4}",
        Metadata = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["level"] = JsonElement.Parse($"{i % 7}") },
    });

    private static string Input(int index) => $"{index}: {new string((char)('a' + (index % 26)), 150)}";

    /// <summary>All that a sample says, character by character.</summary>
    private static string Told(Sample sample) => string.Join('\n', (IEnumerable<string>)
    [
        sample.Id, sample.Input, .. sample.References.Prepend("references"), .. sample.Choices.Prepend("choices"),
        .. sample.History.Select(message => $"{message.Role} {message.Text}"),
        $"{sample.Category is null}{sample.Category}", $"{sample.Cluster is null}{sample.Cluster}", $"{sample.Template is null}{sample.Template}",
        .. sample.Metadata.Select(member => $"{member.Key}={member.Value.GetRawText()}"),
    ]);
}
