using System.Runtime.InteropServices;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What one month of an option costs.</summary>
/// <param name="Machines">Machines in service.</param>
/// <param name="Capital">Paid once: set-up and machines, USD.</param>
/// <param name="Running">Paid every month, USD.</param>
/// <param name="Residual">What the machines are worth at the end, USD.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MonthCost<T>(T Machines, T Capital, T Running, T Residual)
    where T : struct, System.Numerics.IFloatingPoint<T>
{
    /// <summary>What is paid, less what the machines are worth.</summary>
    public T Total => Capital + Running - Residual;
}
