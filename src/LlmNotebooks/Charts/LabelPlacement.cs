namespace LlmNotebooks.Charts;

/// <summary>Puts a name near each point where it covers the least of other points, bars, lines and names.</summary>
/// <remarks>Works in pixels of a plot of usual size: what counts is how long names are against the gaps between points.</remarks>
internal sealed class LabelPlacement
{
    public const double Width = 780, Height = 330;
    private const double LetterWidth = 7.4, LineHeight = 18, PointReach = 8, BarReach = 4, PassingWeight = 2_500;

    private static readonly (double X, double Y)[] Directions = [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)];

    private static readonly double[] Distances = [6, 26, 46, 68];

    private readonly List<Box> _taken = [];
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

    /// <summary>Chooses and takes the place of a name.</summary>
    /// <returns>Where the middle of the name stands from its point; up is positive.</returns>
    public (double X, double Y) Place(double x, double y, int letters)
    {
        double length = letters * LetterWidth;
        (double X, double Y, Box Box) best = (
            from distance in Distances
            from direction in Directions
            let reach = PointReach + distance
            let dx = direction.X * (length / 2 + (direction.Y == 0 ? reach : distance))
            let dy = direction.Y * (LineHeight / 2 + (direction.X == 0 ? reach : distance))
            let box = new Box(x + dx - length / 2, x + dx + length / 2, y + dy - LineHeight / 2, y + dy + LineHeight / 2)
            orderby _taken.Sum(box.Overlap) + box.Outside + LineHeight * distance + PassesBy(x, y, dx, dy)
            select (dx, dy, box)).First();
        _taken.Add(best.Box);
        return (best.X, best.Y);
    }

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
        public double Outside => LineHeight * (Math.Max(0, -Left) + Math.Max(0, Right - Width)) + 4 * LineHeight * (Math.Max(0, -Bottom) + Math.Max(0, Top - Height));

        public double Overlap(Box other) =>
            4 * Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom));
    }
}
