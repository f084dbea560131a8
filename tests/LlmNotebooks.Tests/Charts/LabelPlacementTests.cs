using CsCheck;
using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

public sealed class LabelPlacementTests
{
    // Charts leave a margin around their points.
    private static readonly Gen<(double X, double Y)[]> FewPoints =
        Gen.Select(Gen.Double[0.06, 0.94], Gen.Double[0.06, 0.94]).Select((x, y) => (x * LabelPlacement.Width, y * LabelPlacement.Height)).Array[1, 4];

    [Fact]
    public void Names_of_a_few_points_do_not_cover_each_other() => FewPoints.Sample(points =>
    {
        LabelPlacement room = new();
        foreach ((double x, double y) in points) { room.Avoid(x, y); }
        const int Letters = 12;

        (double X, double Y)[] names = [.. points.Select(p => (p, offset: room.Place(p.X, p.Y, Letters))).Select(n => (n.p.X + n.offset.X, n.p.Y + n.offset.Y))];

        // Names of 12 letters are 89 pixels long and 18 high.
        return (from a in Enumerable.Range(0, names.Length)
                from b in Enumerable.Range(0, a)
                select Math.Abs(names[a].X - names[b].X) >= 88 || Math.Abs(names[a].Y - names[b].Y) >= 17).All(apart => apart);
    }, iter: 3_000);

    [Fact]
    public void A_lone_point_has_its_name_beside_it()
    {
        LabelPlacement room = new();
        room.Avoid(300, 150);

        (double x, double y) = room.Place(300, 150, letters: 10);

        Assert.InRange(Math.Abs(x), 0, 60);
        Assert.InRange(Math.Abs(y), 0, 25);
    }
}
