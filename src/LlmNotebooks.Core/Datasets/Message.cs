namespace LlmNotebooks.Datasets;

/// <summary>One turn of a conversation.</summary>
public sealed record Message
{
    /// <summary>A turn.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="text">What is said, not null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The role is none of the named ones.</exception>
    public Message(MessageRole role, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Enum.IsDefined(role)) { throw new ArgumentOutOfRangeException(nameof(role), role, "The roles are system, user and assistant."); }
        Role = role;
        Text = text;
    }

    /// <summary>Who speaks.</summary>
    public MessageRole Role { get; }

    /// <summary>What is said.</summary>
    public string Text { get; }
}
