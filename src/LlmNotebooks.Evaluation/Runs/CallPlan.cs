using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Evaluation;

/// <summary>Numbers the calls of a run from 0 in the order in which they are made.</summary>
/// <remarks>
/// Repetition by repetition, sample by sample, every candidate answers one sample before the next, so that all meet
/// the same minutes of a machine or a service. Which candidate is first turns from sample to sample, so none always finds what another warmed.
/// </remarks>
internal sealed class CallPlan(int candidates, int samples, int repetitions)
{
    public long Calls { get; } = (long)candidates * samples * repetitions;

    public (int Candidate, int Sample, int Repetition) this[long call]
    {
        get
        {
            (long asked, long turn) = Math.DivRem(call, candidates);
            (long repetition, long sample) = Math.DivRem(asked, samples);
            return ((int)((turn + asked) % candidates), (int)sample, (int)repetition + 1);
        }
    }

    public long IndexOf(int candidate, int sample, int repetition)
    {
        long asked = ((repetition - 1L) * samples) + sample;
        long turn = ((candidate - asked) % candidates + candidates) % candidates;
        return (asked * candidates) + turn;
    }

    /// <summary>A seed in [0, 2³¹), which every service accepts.</summary>
    public static long Seed(long runSeed, string sampleId, int repetition)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{runSeed}\n{repetition}\n{sampleId}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) >> 1;
    }
}
