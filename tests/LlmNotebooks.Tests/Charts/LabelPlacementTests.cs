using CsCheck;
using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

public sealed class LabelPlacementTests
{
    // Charts leave a margin around their points.
    private static readonly Gen<(double X, double Y)> Point =
        Gen.Select(Gen.Double[0.06, 0.94], Gen.Double[0.06, 0.94]).Select((x, y) => (x * LabelPlacement.Width, y * LabelPlacement.Height));

    // Points close together leave their names the least room.
    private static readonly Gen<(double X, double Y)[]> FewPoints = Gen.OneOf(
        Point.Array[1, 4],
        from middle in Point
        from shifts in Gen.Select(Gen.Double[-60, 60], Gen.Double[-30, 30]).Array[1, 4]
        select shifts.Select(shift => (middle.X + shift.Item1, middle.Y + shift.Item2)).ToArray());

    // Straight above and below its point a name of one line has 312 pixels to stand in; three others take at most 108 of
    // them, its point 46: of the five gaps at most that are left, one is longer than a step.
    [Fact]
    public void Names_of_a_few_points_do_not_cover_each_other() => FewPoints.Sample(NamesStandApart, iter: 3_000);

    [Fact]
    public void Names_of_points_in_one_place_do_not_cover_each_other() =>
        Assert.All([(0.06, 0.06), (0.5, 0.5), (0.94, 0.94)], ((double X, double Y) at) =>
            Assert.True(NamesStandApart([.. Enumerable.Repeat((at.X * LabelPlacement.Width, at.Y * LabelPlacement.Height), 4)])));

    [Fact]
    public void A_name_whose_near_places_all_cover_others_goes_farther_away() =>
        Assert.True(NamesStandApart([(468, 2310d / 17), (21840d / 43, 117.20954177675688), (559.583804787747, 1980d / 19), (486.62055069209373, 110)]));
    [Fact]
    public void A_lone_point_has_its_name_beside_it()
    {
        LabelPlacement room = new();
        room.Avoid(300, 150);

        (double x, double y) = room.Place(300, 150, letters: 10);

        Assert.InRange(Math.Abs(x), 0, 60);
        Assert.InRange(Math.Abs(y), 0, 25);
    }

    private static bool NamesStandApart((double X, double Y)[] points)
    {
        LabelPlacement room = new();
        foreach ((double x, double y) in points) { room.Avoid(x, y); }
        const int Letters = 12;

        (double X, double Y)[] names = [.. points.Select(p => (p, offset: room.Place(p.X, p.Y, Letters))).Select(n => (n.p.X + n.offset.X, n.p.Y + n.offset.Y))];

        // Names of 12 letters are 89 pixels long and 18 high.
        return (from a in Enumerable.Range(0, names.Length)
                from b in Enumerable.Range(0, a)
                select Math.Abs(names[a].X - names[b].X) >= 88 || Math.Abs(names[a].Y - names[b].Y) >= 17).All(apart => apart);
    }
}
