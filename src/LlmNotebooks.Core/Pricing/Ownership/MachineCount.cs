using System.Numerics;
using System.Runtime.InteropServices;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>How many machines a month's requests need.</summary>
/// <param name="PerRequest">What part of a machine a request of the month takes, at the peak of the demand.</param>
/// <param name="Fewest">How many there are at least.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MachineCount<T>(T PerRequest, T Fewest)
    where T : struct, IFloatingPoint<T>
{
    private readonly T _rounding = T.CreateChecked(1e-9);

    /// <summary>The machines for so many requests.</summary>
    public T Of(T requests)
    {
        T needed = T.Ceiling((requests * PerRequest) - _rounding);
        return needed > Fewest ? needed : Fewest;
    }
}
