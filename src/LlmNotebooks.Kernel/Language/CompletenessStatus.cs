namespace LlmNotebooks.Kernel.Language;

/// <summary>Whether code can run as it stands.</summary>
internal enum CompletenessStatus
{
    /// <summary>It is C# that parses.</summary>
    Complete,

    /// <summary>More has to follow.</summary>
    Incomplete,

    /// <summary>It does not parse, whatever follows.</summary>
    Invalid,

    /// <summary>It is not C#.</summary>
    Unknown,
}
