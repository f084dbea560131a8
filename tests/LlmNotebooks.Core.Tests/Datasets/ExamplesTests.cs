using CsCheck;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class ExamplesTests
{
    private static readonly Gen<Dataset> Asked =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 12].Select(all => Dataset.Create("d", all.Select((one, number) => new Sample($"s{number}", $"question {one.Item1}")
        {
            Target = $"answer {number}",
            Cluster = one.Item2 == 0 ? null : $"c{one.Item2}",
            Category = $"k{one.Item3}",
        })));

    private static readonly Dataset Pool = Dataset.Create("pool", Enumerable.Range(0, 60).Select(i => new Sample($"s{i}", $"question {i}") { Target = $"target {i}", Cluster = $"c{i % 12}", Category = $"k{i % 3}" }));

    [Fact]
    public void No_sample_gets_itself_and_each_gets_as_many_as_asked_for() =>
        Gen.Select(Asked, Gen.Int[1, 5], Gen.Long, Gen.Bool, Gen.Bool).Sample((dataset, count, seed, perSample, sameCategory) =>
        {
            Dataset shown = dataset.WithExamples(Pool, count, seed, new ExampleOptions { PerSample = perSample, SameCategory = sameCategory });

            return shown.Samples.Zip(dataset.Samples).All(pair =>
            {
                Sample[] examples = Examples(pair.First);
                return examples.Length == count
                    && examples.DistinctBy(example => example.Id, StringComparer.Ordinal).Count() == count
                    && examples.All(example => example.Id != pair.Second.Id && example.Input != pair.Second.Input && example.Cluster != pair.Second.Cluster)
                    && (!sameCategory || examples.All(example => example.Category == pair.Second.Category));
            });
        }, iter: 300);

    [Fact]
    public void The_order_of_either_dataset_changes_nothing() => Gen.Select(Asked, Gen.Long, Gen.Bool).Sample((dataset, seed, perSample) =>
    {
        ExampleOptions options = new() { PerSample = perSample };
        Dataset reversed = Dataset.Create("d", dataset.Samples.Reverse()).WithExamples(Dataset.Create("pool", Pool.Samples.Reverse()), 3, seed, options);

        return dataset.WithExamples(Pool, 3, seed, options).Hash == Dataset.Create("d", reversed.Samples.Reverse()).Hash;
    }, iter: 300);

    [Fact]
    public void Without_being_one_of_them_all_samples_get_the_same_examples()
    {
        Dataset dataset = Dataset.Create("d", Enumerable.Range(100, 20).Select(i => new Sample($"s{i}", $"question {i}")));

        Assert.Single(dataset.WithExamples(Pool, 4, 1).Samples.Select(sample => string.Join('|', sample.History.Select(message => message.Text))).Distinct(StringComparer.Ordinal));
        Assert.NotEqual(dataset.WithExamples(Pool, 4, 1).Hash, dataset.WithExamples(Pool, 4, 2).Hash);
        Assert.Equal(20, dataset.WithExamples(Pool, 4, 1, new ExampleOptions { PerSample = true }).Samples.Select(sample => string.Join('|', sample.History.Select(message => message.Text))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_draw_of_its_own_favours_no_example()
    {
        // 3,000 draws of 5 of 60: each example is in 250 expected, standard deviation √(3000·(1/12)(11/12)) = 15.1; six of them leave one false alarm in 8 million.
        Dataset dataset = Dataset.Create("d", Enumerable.Range(100, 3000).Select(i => new Sample($"s{i}", $"question {i}")));

        int[] drawn = [.. dataset.WithExamples(Pool, 5, 9, new ExampleOptions { PerSample = true }).Samples.SelectMany(Examples).CountBy(example => example.Id, StringComparer.Ordinal).Select(count => count.Value)];

        Assert.Equal(60, drawn.Length);
        Assert.All(drawn, count => Assert.InRange(count, 250 - 91, 250 + 91));
    }

    [Fact]
    public void Examples_stand_after_the_system_prompt_and_before_earlier_turns()
    {
        Dataset dataset = Dataset.Create("d", [new("a", "now") { History = [new(MessageRole.User, "before"), new(MessageRole.Assistant, "yes")] }]).WithSystemPrompt("S");
        Dataset examples = Dataset.Create("e", [new("e", "q") { Target = "t", History = [new(MessageRole.System, "other"), new(MessageRole.User, "p"), new(MessageRole.Assistant, "o")] }]);

        Sample sample = dataset.WithExamples(examples, 1, 0).Samples[0];

        Assert.Equal(
            [(MessageRole.System, "S"), (MessageRole.User, "p"), (MessageRole.Assistant, "o"), (MessageRole.User, "q"), (MessageRole.Assistant, "t"), (MessageRole.User, "before"), (MessageRole.Assistant, "yes")],
            sample.History.Select(message => (message.Role, message.Text)));
        Assert.Equal("now", sample.Input);
    }

    [Fact]
    public void Examples_may_be_written_into_the_input()
    {
        Dataset examples = Dataset.Create("e", [new("e", "1 + 1") { Target = "2" }]);
        PromptTemplate question = PromptTemplate.Parse("Q: {{input}}\nA:");

        Sample sample = Dataset.Create("d", [new("a", "2 + 2")]).WithTemplate(question).WithExamples(examples.WithTemplate(question), 1, 0, new ExampleOptions { Template = PromptTemplate.Parse("{{input}} {{target}}") }).Samples[0];

        Assert.Equal("Q: 1 + 1\nA: 2\n\nQ: 2 + 2\nA:", sample.Input);
        Assert.Empty(sample.History);
    }

    [Fact]
    public void Too_few_examples_and_open_ones_are_errors_that_name_them()
    {
        Dataset one = Dataset.Create("d", [new("a", "x") { Target = "1", Category = "k" }]);

        Assert.Contains("For sample 'a' there are 0 examples in 'd'", Refused(one, one, null), StringComparison.Ordinal);
        Assert.Contains("For sample 'a' there are 0 examples of the category 'k' in 'pool'", Refused(one, Pool, new ExampleOptions { SameCategory = true }), StringComparison.Ordinal);
        Assert.Contains("The example 'b' of 'e' has no target", Refused(one, Dataset.Create("e", [new("b", "y")]), null), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => one.WithExamples(Pool, 0, 1));
    }

    [Fact]
    public void A_second_system_prompt_is_refused() =>
        Assert.Contains("'a' has a system prompt already", Assert.Throws<ArgumentException>(() => Dataset.Create("d", [new("a", "x")]).WithSystemPrompt("S").WithSystemPrompt("T")).Message, StringComparison.Ordinal);

    private static string Refused(Dataset dataset, Dataset examples, ExampleOptions? options) => Assert.Throws<ArgumentException>(() => dataset.WithExamples(examples, 1, 1, options)).Message;

    private static Sample[] Examples(Sample sample) =>
        [.. sample.History.Chunk(2).Select(turns =>
        {
            Sample example = Pool.Samples.Single(one => one.Input == turns[0].Text);
            Assert.Equal((MessageRole.User, MessageRole.Assistant, example.Target), (turns[0].Role, turns[1].Role, turns[1].Text));
            return example;
        })];
}
