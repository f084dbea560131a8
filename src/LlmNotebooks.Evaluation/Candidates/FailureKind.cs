namespace LlmNotebooks.Candidates;

/// <summary>What went wrong with a call.</summary>
public enum FailureKind
{
    /// <summary>Would go wrong again.</summary>
    Permanent,

    /// <summary>The service has no capacity for the caller at the moment (429).</summary>
    Refused,

    /// <summary>The service itself failed (408, 425, 5xx).</summary>
    ServiceFailed,

    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>A connection broke before the answer's end.</summary>
    BrokenConnection,

    /// <summary>An answer came that is cut or cannot be read.</summary>
    BrokenAnswer,

    /// <summary>A time limit passed.</summary>
    Timeout,
}
