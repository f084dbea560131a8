using CsCheck;
using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

public sealed class LabelColumnTests
{
    private const double Height = 320;

    // Ends of lines crowd together, and at the edges.
    private static readonly Gen<(double Wanted, double Height)[]> Labels = Gen.Select(
        Gen.OneOf(Gen.Const(0.0), Gen.Const(Height), Gen.Const(100.0), Gen.Double[90, 130], Gen.Double[0, Height]),
        Gen.OneOf(Gen.Const(22.0), Gen.Const(39.0))).Array[1, 8];

    [Fact]
    public void Labels_keep_their_order_stand_inside_and_cover_none() => Labels.Sample(labels =>
    {
        double[] middles = Spread(labels);
        (double Bottom, double Top)[] places = [.. Enumerable.Range(0, labels.Length).OrderBy(i => middles[i]).Select(i => (middles[i] - labels[i].Height / 2, middles[i] + labels[i].Height / 2))];
        bool ordered = Enumerable.Range(0, labels.Length).All(i => Enumerable.Range(0, labels.Length).All(j => labels[i].Wanted >= labels[j].Wanted || middles[i] < middles[j]));
        return ordered && places[0].Bottom > -1e-9 && places[^1].Top < Height + 1e-9 && places.Zip(places.Skip(1)).All(p => p.First.Top < p.Second.Bottom + 1e-9);
    });

    [Fact]
    public void A_label_with_room_stands_where_it_should() => Labels.Sample(labels =>
    {
        double[] middles = Spread(labels);
        return Enumerable.Range(0, labels.Length).All(i =>
            middles[i] == labels[i].Wanted || Math.Abs(middles[i] - labels[i].Wanted) < 1e-9
            || labels[i].Wanted < 39 || labels[i].Wanted > Height - 39
            || labels.Where((_, j) => j != i).Any(other => Math.Abs(other.Wanted - labels[i].Wanted) < 8 * 39));
    });

    [Fact]
    public void Two_labels_in_one_place_give_way_equally() =>
        Assert.Equal([89, 111], LabelColumn.Spread([100, 100], [22, 22], Height));

    [Fact]
    public void No_labels_take_no_place() => Assert.Empty(LabelColumn.Spread([], [], Height));

    private static double[] Spread((double Wanted, double Height)[] labels) =>
        LabelColumn.Spread([.. labels.Select(l => l.Wanted)], [.. labels.Select(l => l.Height)], Height);
}
