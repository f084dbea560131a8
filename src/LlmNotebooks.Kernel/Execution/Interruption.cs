using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>Where cells notice that they have to stop. The kernel writes the calls into them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interruption
{
    private static volatile bool _isArmed;

    /// <summary>Ends the code that calls it if its cell was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted and did not end by itself.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        // Before the first interrupt of the process a loop pays for one read.
        if (_isArmed) { CheckCell(); }
    }

    internal static void Arm() => _isArmed = true;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [System.Diagnostics.StackTraceHidden]
    private static void CheckCell()
    {
        if (RunningCell.OfThisCode is { IsStopped: true } cell) { throw new OperationCanceledException(cell.Token); }
    }
}
