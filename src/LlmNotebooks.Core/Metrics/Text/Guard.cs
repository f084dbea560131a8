namespace LlmNotebooks.Metrics.Text;

/// <summary>Refuses values out of an option's range, naming both.</summary>
internal static class Guard
{
    public static int Between(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"Must be from {least} to {most}.");

    public static double AtLeastZero(double value, string name) =>
        value is >= 0 and <= double.MaxValue ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and at least 0.");

    public static double AboveZero(double value, string name) =>
        value is > 0 and <= double.MaxValue ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and above 0.");

    public static T Defined<T>(T value, string name)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"Must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
