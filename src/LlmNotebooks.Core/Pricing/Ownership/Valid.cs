namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Values of properties, checked.</summary>
internal static class Valid
{
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T NotNull<T>(T value, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <exception cref="ArgumentException">It is empty.</exception>
    public static string Text(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value;
    }

    /// <exception cref="ArgumentOutOfRangeException">It is below the least or above the most.</exception>
    public static int From(int least, int most, int value, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, most == int.MaxValue ? $"Must be at least {least}." : $"Must be from {least:N0} to {most:N0}.");

    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1).</exception>
    public static double Confidence(double value, string name) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be between 0 and 1, for instance 0.95.");

    /// <exception cref="ArgumentOutOfRangeException">It is none of the names.</exception>
    public static T Defined<T>(T value, string name)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"Must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
