namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Which value an uncertain input has in one calculation.</summary>
internal interface IInputs<T>
{
    /// <summary>The value of one input.</summary>
    /// <param name="owner">The option's name; empty for the workload.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="value">The number.</param>
    T Of(string owner, InputKind kind, Uncertain value);
}
