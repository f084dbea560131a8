namespace LlmNotebooks.Charts;

/// <summary>Puts the name of each point on the side where it covers the fewest other points and names.</summary>
internal static class LabelPlacement
{
    // A plot of usual size, in pixels: what counts is how long names are against the gaps between points.
    private const double Width = 760, Height = 340, LetterWidth = 7.2, LineHeight = 18, Reach = 10;

    private static readonly (string Name, double X, double Y)[] Sides =
    [
        ("top right", 1, 1), ("bottom right", 1, -1), ("top left", -1, 1), ("bottom left", -1, -1), ("top center", 0, 1.2), ("bottom center", 0, -1.2),
    ];

    /// <summary>One text position of plotly.js for each point; coordinates are as they lie on the axes.</summary>
    public static string[] Choose(IReadOnlyList<string> names, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        (double X, double Y)[] at = [.. Scale(xs, Width).Zip(Scale(ys, Height))];
        List<Box> taken = [.. at.Select(p => new Box(p.X - Reach, p.X + Reach, p.Y - Reach, p.Y + Reach))];
        string[] places = new string[names.Count];
        for (int i = 0; i < places.Length; i++)
        {
            double length = names[i].Length * LetterWidth;
            (places[i], Box box) = Sides
                .Select(s => (s.Name, Box: Around(at[i], s.X, s.Y, length)))
                .MinBy(c => taken.Where((_, k) => k != i).Sum(t => t.Overlap(c.Box)) + c.Box.Outside(Width));
            taken.Add(box);
        }

        return places;
    }

    private static Box Around((double X, double Y) point, double sideX, double sideY, double length)
    {
        (double centerX, double centerY) = (point.X + sideX * length / 2, point.Y + sideY * LineHeight / 2 + sideY * 4);
        return new(centerX - length / 2, centerX + length / 2, centerY - LineHeight / 2, centerY + LineHeight / 2);
    }

    private static double[] Scale(IReadOnlyList<double> values, double pixels)
    {
        (double low, double high) = (values.Min(), values.Max());
        return [.. values.Select(v => high > low ? (v - low) / (high - low) * pixels : pixels / 2)];
    }

    private sealed record Box(double Left, double Right, double Bottom, double Top)
    {
        public double Overlap(Box other) =>
            Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom));

        public double Outside(double width) => (Math.Max(0, -Left) + Math.Max(0, Right - width)) * LineHeight;
    }
}
