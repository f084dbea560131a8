using CsCheck;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class ChoiceOrderTests
{
    private static readonly Gen<Dataset> Questions =
        (from choices in Gen.Int[2, 6]
         from right in Gen.Int[0, choices - 1].Array[0, 2]
         from cluster in Gen.OneOf(Gen.Const((string?)null), Gen.Int[0, 2].Select(i => (string?)$"c{i}"))
         select (choices, right, cluster)).Array[1, 6].Select(all => Dataset.Create("d", all.Select((one, number) => new Sample($"q{number}", "q")
         {
             Choices = [.. Enumerable.Range(0, one.choices).Select(i => $"text {i}")],
             References = [.. one.right.Select(Letter)],
             Cluster = one.cluster,
         })));

    [Fact]
    public void Shuffled_choices_are_the_same_ones_and_the_targets_follow() => Gen.Select(Questions, Gen.Long).Sample((dataset, seed) =>
        dataset.ShuffleChoices(seed).Samples.Zip(dataset.Samples).All(pair =>
            pair.First.Choices.Order(StringComparer.Ordinal).SequenceEqual(pair.Second.Choices.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            && Texts(pair.First).SequenceEqual(Texts(pair.Second), StringComparer.Ordinal))
        && dataset.ShuffleChoices(seed).Hash == dataset.ShuffleChoices(seed).Hash
        && Reversed(dataset.ShuffleChoices(seed)).Hash == Reversed(dataset).ShuffleChoices(seed).Hash);

    [Fact]
    public void Every_order_is_equally_likely()
    {
        // 6,000 shuffles of three choices: each of 6 orders 1,000 times expected, standard deviation √(6000·1/6·5/6) = 28.9; six of them leave one false alarm in 80 million.
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 6000).Select(i => new Sample($"q{i}", "q") { Choices = ["x", "y", "z"] }));

        int[] orders = [.. dataset.ShuffleChoices(3).Samples.CountBy(sample => string.Concat(sample.Choices), StringComparer.Ordinal).Select(order => order.Value)];

        Assert.Equal(6, orders.Length);
        Assert.All(orders, count => Assert.InRange(count, 1000 - 173, 1000 + 173));
    }

    [Fact]
    public void Rotations_put_each_choice_in_each_place_once_in_one_cluster() => Questions.Sample(dataset =>
    {
        Dataset rotated = dataset.RotateChoices();

        return dataset.Samples.All(sample =>
        {
            Sample[] copies = [.. rotated.Samples.Where(copy => copy.Id.StartsWith(sample.Id + "#", StringComparison.Ordinal))];
            return copies.Length == sample.Choices.Count
                && Enumerable.Range(0, copies.Length).All(place => copies.Select(copy => copy.Choices[place]).Distinct(StringComparer.Ordinal).Count() == copies.Length)
                && copies.All(copy => Texts(copy).SequenceEqual(Texts(sample), StringComparer.Ordinal) && copy.Cluster == (sample.Cluster ?? sample.Id))
                && copies.Select(copy => copy.Template).Distinct(StringComparer.Ordinal).Count() == copies.Length
                && copies[0].Choices.SequenceEqual(sample.Choices, StringComparer.Ordinal);
        });
    });

    [Fact]
    public void Multiple_choice_asks_with_letters_and_takes_the_text_of_a_choice_as_target()
    {
        Dataset dataset = Dataset.Create("d", [new("a", "Where?") { Choices = ["Here", "There"], Target = "There" }, new("b", "Open?") { Target = "Yes" }]);

        Dataset asked = dataset.AsMultipleChoice(PromptTemplate.Parse("{{input}} {{letters}}\n{{choices}}"));

        Assert.Equal(["Where? A or B\nA) Here\nB) There", "Open?"], asked.Samples.Select(sample => sample.Input));
        Assert.Equal(["B", "Yes"], asked.Samples.Select(sample => sample.Target));
        Assert.Equal(dataset.ShuffleChoices(5).AsMultipleChoice().Hash, dataset.AsMultipleChoice(shuffleSeed: 5).Hash);
    }

    [Fact]
    public void What_cannot_be_asked_so_is_refused_by_name()
    {
        Assert.Contains("No sample of 'd' has choices", Refused(new Sample("a", "x")), StringComparison.Ordinal);
        Assert.Contains("Sample 'a': the target 'C' is none of the 2 choices", Refused(new Sample("a", "x") { Choices = ["1", "2"], Target = "C" }), StringComparison.Ordinal);
        Assert.Contains("Sample 'a': Choices A and B are the same", Refused(new Sample("a", "x") { Choices = ["1", "1"] }), StringComparison.Ordinal);
        Assert.Contains("the cluster of other samples", Assert.Throws<ArgumentException>(() => Dataset.Create("d", [new("a", "x") { Choices = ["1", "2"] }, new("b", "x") { Cluster = "a" }]).RotateChoices()).Message, StringComparison.Ordinal);
    }

    private static string Refused(Sample sample) => Assert.Throws<ArgumentException>(() => Dataset.Create("d", [sample]).AsMultipleChoice()).Message;

    private static IEnumerable<string> Texts(Sample sample) => sample.References.Select(letter => sample.Choices[letter[0] - 'A']);

    private static Dataset Reversed(Dataset dataset) => Dataset.Create("d", dataset.Samples.Reverse());

    private static string Letter(int index) => ((char)('A' + index)).ToString();
}
