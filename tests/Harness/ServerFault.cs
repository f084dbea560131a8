namespace LlmNotebooks.Testing;

/// <summary>What a <c>ChatServer</c> does instead of answering.</summary>
internal enum ServerFault
{
    /// <summary>It answers.</summary>
    None,

    /// <summary>429, and to come back in a second.</summary>
    TooManyRequests,

    /// <summary>It never answers.</summary>
    Hang,

    /// <summary>It closes the connection in the middle of the answer.</summary>
    Cut,

    /// <summary>It answers in full what is no JSON.</summary>
    BadJson,
}
