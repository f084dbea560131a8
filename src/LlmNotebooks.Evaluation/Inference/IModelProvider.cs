using LlmNotebooks.Candidates;

namespace LlmNotebooks.Inference;

/// <summary>Makes candidates from text, behind a prefix of its own: <c>PREFIX:REST</c>.</summary>
/// <remarks>A plug-in's provider is used like those of the library: by commands, in notebooks, with retries, redaction, budgets and prices.</remarks>
public interface IModelProvider
{
    /// <summary>What stands before the colon: lower-case letters, digits and hyphens.</summary>
    string Prefix { get; }

    /// <summary>How its models are written, for help and errors, for instance <c>acme:MODEL</c>.</summary>
    string Form { get; }

    /// <summary>Makes a candidate. No call is made, and no client opened.</summary>
    /// <param name="model">What stands behind the prefix.</param>
    /// <param name="request">Name and key, where they are given.</param>
    /// <exception cref="FormatException">It names no model of this provider; the message says what is wrong and the way out.</exception>
    Candidate Create(string model, ModelRequest request);
}
