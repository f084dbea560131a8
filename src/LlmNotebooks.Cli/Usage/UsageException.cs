using System.Globalization;

namespace LlmNotebooks.Cli.Usage;

/// <summary>The command line parsed, but what it asks for does not make sense.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    private UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The message without what .NET appends to it, and with the value that it names.</summary>
    public static string Plain(Exception exception)
    {
        string message = WithoutParameter(exception.Message.Split('\n')[0]);
        if (exception is not ArgumentOutOfRangeException { ParamName: { } name, ActualValue: { } value }) { return message; }
        string words = Words(name), shown = string.Create(CultureInfo.InvariantCulture, $"{value}");
        string? rule = message.StartsWith("Must ", StringComparison.Ordinal) ? message["Must ".Length..].TrimEnd('.') : Rule(message, name);
        return rule is null ? $"{words} is {shown}. {message}" : $"{words} must {rule}, not {shown}.";
    }

    /// <summary>A message without the name of a parameter that .NET appends to it.</summary>
    public static string WithoutParameter(string message)
    {
        int tail = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return tail < 0 ? message : message[..tail];
    }

    /// <summary>Makes a value out of options; what the library refuses of them is wrong usage.</summary>
    public static T Check<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new UsageException(Plain(exception), exception);
        }
    }

    // What ArgumentOutOfRangeException.ThrowIf… says, "count ('0') must be a non-negative and non-zero value.", as a rule.
    private static string? Rule(string message, string name)
    {
        int must = message.IndexOf("') must ", StringComparison.Ordinal);
        if (must < 0 || !message.StartsWith($"{name} ('", StringComparison.Ordinal)) { return null; }
        return message[(must + "') must ".Length)..].TrimEnd('.').Replace("'", "", StringComparison.Ordinal)
            .Replace("be a non-negative and non-zero value", "be more than 0", StringComparison.Ordinal)
            .Replace("be a non-negative value", "be at least 0", StringComparison.Ordinal)
            .Replace("be a non-zero value", "be another number than 0", StringComparison.Ordinal)
            .Replace("be greater than or equal to", "be at least", StringComparison.Ordinal)
            .Replace("be less than or equal to", "be at most", StringComparison.Ordinal)
            .Replace("be greater than", "be more than", StringComparison.Ordinal);
    }

    // standardDeviation and StandardDeviation: standard deviation.
    private static string Words(string name) => string.Concat(name.Select((letter, i) => char.IsAsciiLetterUpper(letter) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
