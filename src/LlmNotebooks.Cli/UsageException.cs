namespace LlmNotebooks.Cli;

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
        string message = exception.Message.Split('\n')[0];
        int tail = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return exception is ArgumentOutOfRangeException { ParamName: { } name, ActualValue: { } value }
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}. {(tail < 0 ? message : message[..tail])}")
            : tail < 0 ? message : message[..tail];
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
}
