namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Arithmetic on a vector of a fixed width, so that a kernel is written once for all widths.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <remarks>Multiply-add rounds once on every width, so a sum over the same terms in the same order is the same number everywhere.</remarks>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left × right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract TVector Max(TVector left, TVector right);

    static abstract TVector Min(TVector left, TVector right);

    /// <summary>2 to the power of whole numbers from −126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector exponent);

    /// <summary>The nearest whole numbers, the even one on a tie.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>The nearest numbers that F16 has, the even one on a tie; F16's bound of 65504 is not applied.</summary>
    static abstract TVector RoundToHalf(TVector value);

    /// <summary>The first of each pair, twice: 0, 0, 2, 2, ...</summary>
    static abstract TVector FirstOfPairs(TVector value);

    /// <summary>The second of each pair, twice: 1, 1, 3, 3, ...</summary>
    static abstract TVector SecondOfPairs(TVector value);

    static abstract float Sum(TVector value);

    /// <summary>The greatest of the vector's numbers.</summary>
    static abstract float MaxAcross(TVector value);
}
