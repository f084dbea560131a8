namespace LlmNotebooks.Gguf.Numerics;

/// <summary>How activations are rounded before they meet a matrix.</summary>
/// <remarks>llama.cpp rounds them to the partner of the matrix' type, and answers are to agree with its own.</remarks>
internal enum ActivationPrecision
{
    /// <summary>As they are.</summary>
    Single,

    /// <summary>To F16.</summary>
    Half,

    /// <summary>To signed bytes with one F16 scale for 32 values (Q8_0), multiplied out.</summary>
    Block8,

    /// <summary>As <see cref="Block8"/>, bytes and scales apart.</summary>
    Block8Steps,
}
