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

    /// <summary>Makes a value out of options; what the library refuses of them is wrong usage.</summary>
    public static T Check<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new UsageException(exception.Message, exception);
        }
    }
}
