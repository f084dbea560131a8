namespace LlmNotebooks.Metrics;

/// <summary>In which Unicode normal form texts are compared.</summary>
public enum TextForm
{
    /// <summary>Composed (C): a letter and its mark are the one character that they make.</summary>
    Nfc,

    /// <summary>Compatibility, composed (KC): full width, ligatures and superscripts are the plain characters that they stand for.</summary>
    Nfkc,

    /// <summary>None: texts are compared as they are.</summary>
    None,
}
