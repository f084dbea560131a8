namespace LlmNotebooks.Kernel.Language;

/// <summary>How well a name fits what has been typed of it.</summary>
internal enum CompletionMatch
{
    /// <summary>It starts so.</summary>
    Prefix,

    /// <summary>It starts so in another case.</summary>
    PrefixInOtherCase,

    /// <summary>Its words start so: <c>WL</c> or <c>wrLi</c> for <c>WriteLine</c>.</summary>
    Humps,

    /// <summary>It does not fit.</summary>
    None,
}
