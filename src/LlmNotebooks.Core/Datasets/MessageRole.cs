namespace LlmNotebooks.Datasets;

/// <summary>Who speaks in a conversation.</summary>
public enum MessageRole
{
    /// <summary>The instruction.</summary>
    System,

    /// <summary>Who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
