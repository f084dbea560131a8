using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace LlmNotebooks.Kernel.Exceptions;

/// <summary>Finds the instructions of a method that may have thrown an exception of which the runtime gives no place.</summary>
/// <remarks>
/// Compiled code ends all of a method's range checks, and likewise its overflow checks, in one piece of code, which stands for
/// no line. Only the exceptions of such checks are looked for.
/// </remarks>
internal static class ThrowSites
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The offsets of the instructions in the method's code, ascending; none when the exception comes from no check.</summary>
    public static IReadOnlyList<int> Of(MethodBase method, Exception exception)
    {
        Func<OpCode, bool>? mayThrow = exception switch
        {
            IndexOutOfRangeException => static code => Is(code, "ldelem") || Is(code, "stelem"),
            OverflowException => static code => code.Name!.Contains(".ovf", StringComparison.Ordinal) || code == OpCodes.Newarr,
            _ => null,
        };
        return mayThrow is not null && method.GetMethodBody()?.GetILAsByteArray() is { } body
            ? [.. Instructions(body).Where(instruction => mayThrow(instruction.Code)).Select(instruction => instruction.Offset)]
            : [];
    }

    private static bool Is(OpCode code, string family) => code.Name!.StartsWith(family, StringComparison.Ordinal);

    private static IEnumerable<(int Offset, OpCode Code)> Instructions(byte[] body)
    {
        int position = 0;
        while (position < body.Length)
        {
            int offset = position;
            // Codes of two bytes begin with 0xFE.
            short value = body[position++];
            if (value == 0xFE) { value = (short)((value << 8) | body[position++]); }
            OpCode code = Codes[value];
            yield return (offset, code);
            position += code.OperandType == OperandType.InlineSwitch
                ? 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position)))
                : OperandLength(code.OperandType);
        }
    }

    private static int OperandLength(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
