namespace LlmNotebooks.Statistics;

/// <summary>Finds where a power that grows reaches what is asked for.</summary>
internal static class PowerSearch
{
    private const int MostItems = 1_000_000_000;

    /// <summary>The smallest whole n whose power is enough.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A thousand million items are not enough.</exception>
    public static int Items(Func<int, double> powerAt, double power, int least, double effect)
    {
        if (powerAt(least) >= power) { return least; }
        int below = least, enough = least;
        do
        {
            if (enough == MostItems) { throw new ArgumentOutOfRangeException(nameof(effect), effect, $"The effect needs more than {MostItems} items."); }
            (below, enough) = (enough, (int)Math.Min(MostItems, 2L * enough));
        }
        while (powerAt(enough) < power);

        while (enough - below > 1)
        {
            int middle = below + ((enough - below) / 2);
            if (powerAt(middle) >= power) { enough = middle; }
            else { below = middle; }
        }

        return enough;
    }

    /// <summary>The smallest effect whose power is enough, down to 12 digits; null where even the largest is not.</summary>
    public static double? Effect(Func<double, double> powerAt, double power, double start, double largest)
    {
        double below = 0, enough = Math.Min(start, largest);
        while (powerAt(enough) < power)
        {
            if (enough >= largest) { return null; }
            (below, enough) = (enough, Math.Min(2 * enough, largest));
        }

        while (enough - below > 1e-13 * enough)
        {
            double middle = below + ((enough - below) / 2);
            if (middle <= below || middle >= enough) { break; }
            if (powerAt(middle) >= power) { enough = middle; }
            else { below = middle; }
        }

        return enough;
    }
}
