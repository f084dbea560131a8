namespace LlmNotebooks.Charts;

/// <summary>Puts a name near each point where it covers the least of other points, bars, lines and names.</summary>
/// <remarks>Works in pixels of a plot of usual size: what counts is how long names are against the gaps between points.</remarks>
internal sealed class LabelPlacement
{
    public const double Width = 780, Height = 330;
    private const double LetterWidth = 7.4, LineHeight = 18, PointReach = 8, BarReach = 4, PassingWeight = 2_500;

    private static readonly (double X, double Y)[] Directions = [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)];

    private static readonly double[] Distances = [6, 26, 46, 68];

    // Steps shorter than any gap between the names of a few points that one could stand in.
    private static readonly double[] FarDistances = [.. Enumerable.Range(1, 40).Select(i => Distances[^1] + LineHeight * i)];

    private readonly List<Box> _taken = [];
    private readonly List<Box> _names = [];
    private readonly List<(double X, double Y)> _points = [];

    /// <summary>Takes the place of a point.</summary>
    public void Avoid(double x, double y)
    {
        _taken.Add(new(x - PointReach, x + PointReach, y - PointReach, y + PointReach));
        _points.Add((x, y));
    }

    /// <summary>Takes the place of an upright or level line.</summary>
    public void Avoid(double x0, double y0, double x1, double y1) =>
        _taken.Add(new(Math.Min(x0, x1) - BarReach, Math.Max(x0, x1) + BarReach, Math.Min(y0, y1) - BarReach, Math.Max(y0, y1) + BarReach));

    /// <summary>Chooses and takes the place of a name: near its point, or farther away where near it every place covers a name.</summary>
    /// <returns>Where the middle of the name stands from its point; up is positive.</returns>
    public (double X, double Y) Place(double x, double y, int letters)
    {
        Box[] near = [.. Around(x, y, letters * LetterWidth, Distances)];
        Box best = Clear(near) ?? Clear(Around(x, y, letters * LetterWidth, FarDistances)) ?? near.MinBy(Cost)!;
        _taken.Add(best);
        _names.Add(best);
        return (best.OffsetX, best.OffsetY);

        Box? Clear(IEnumerable<Box> places) => places.Where(place => _names.TrueForAll(name => place.Overlap(name) == 0)).MinBy(Cost);

        double Cost(Box place) => _taken.Sum(place.Overlap) + place.Outside + LineHeight * place.Distance + PassesBy(x, y, place.OffsetX, place.OffsetY);
    }

    private static IEnumerable<Box> Around(double x, double y, double length, double[] distances) =>
        from distance in distances
        from direction in Directions
        let reach = PointReach + distance
        let dx = direction.X * (length / 2 + (direction.Y == 0 ? reach : distance))
        let dy = direction.Y * (LineHeight / 2 + (direction.X == 0 ? reach : distance))
        select new Box(x + dx - length / 2, x + dx + length / 2, y + dy - LineHeight / 2, y + dy + LineHeight / 2)
        {
            OffsetX = dx, OffsetY = dy, Distance = distance,
        };

    // A name whose line to its point passes another point seems to be the other's name.
    private double PassesBy(double x, double y, double dx, double dy)
    {
        double length = Math.Sqrt(dx * dx + dy * dy);
        return PassingWeight * _points.Count(p =>
        {
            double along = ((p.X - x) * dx + (p.Y - y) * dy) / length, across = ((p.X - x) * dy - (p.Y - y) * dx) / length;
            return along > 1 && along < length && Math.Abs(across) < PointReach + 2;
        });
    }

    private sealed record Box(double Left, double Right, double Bottom, double Top)
    {
        public double OffsetX { get; init; }

        public double OffsetY { get; init; }

        public double Distance { get; init; }

        public double Outside => LineHeight * (Math.Max(0, -Left) + Math.Max(0, Right - Width)) + 4 * LineHeight * (Math.Max(0, -Bottom) + Math.Max(0, Top - Height));

        public double Overlap(Box other) =>
            4 * Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom));
    }
}
