using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>Where cells notice that they have to stop. The kernel writes the calls into them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interruption
{
    /// <summary>Bytes of the stack that asynchronous functions may take: some thousand calls within each other.</summary>
    private const int AsyncStack = 1 << 20;

    private static volatile bool _isArmed;

    [ThreadStatic]
    private static nint _start;

    /// <summary>Ends the code that calls it if its cell was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted and did not end by itself.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        // Before the first interrupt of the process a loop pays for one read.
        if (_isArmed) { CheckCell(); }
    }

    /// <summary>The same, where a function begins that the compiler does not probe for a recursion without end: a lambda.</summary>
    /// <exception cref="InsufficientExecutionStackException">Too many functions wait for each other: one more might end the process.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted and did not end by itself.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Check();
    }

    /// <summary>The same where an asynchronous function begins, which may be called within itself less deep.</summary>
    /// <remarks>
    /// An exception passes each waiting function by itself and takes all that it passed along: from the bottom of a full stack that takes
    /// minutes.
    /// </remarks>
    /// <exception cref="InsufficientExecutionStackException">Too many asynchronous functions wait for each other.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted and did not end by itself.</exception>
    public static void EnterAsync()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        byte here = 0;
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
        // A stack grows downwards; the shallowest call seen on the thread is taken for its start.
        if (address > _start || _start == 0) { _start = address; }
        if (_start - address > AsyncStack)
        {
            throw new InsufficientExecutionStackException("An asynchronous function calls itself without end, or too deep, without waiting for anything in between.");
        }
        Check();
    }

    internal static void Arm() => _isArmed = true;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [System.Diagnostics.StackTraceHidden]
    private static void CheckCell()
    {
        if (RunningCell.OfThisCode is { IsStopped: true } cell) { throw new OperationCanceledException(cell.Token); }
    }
}
