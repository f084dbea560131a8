using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Numbers the calls of a run from 0.</summary>
internal sealed class CallPlan(int candidates, int samples, int repetitions)
{
    /// <summary>Questions of one candidate: samples × repetitions.</summary>
    public long Questions { get; } = (long)samples * repetitions;

    public long Calls { get; } = (long)candidates * samples * repetitions;

    /// <summary>The number of a call.</summary>
    public long IndexOf(int candidate, int sample, int repetition) => (candidate * Questions) + ((repetition - 1L) * samples) + sample;

    /// <summary>The number of a candidate's call by its question.</summary>
    public long IndexOf(int candidate, long question) => (candidate * Questions) + question;

    /// <summary>The sample and repetition of a question: repetition by repetition, sample by sample.</summary>
    public (int Sample, int Repetition) Question(long question) => ((int)(question % samples), (int)(question / samples) + 1);

    /// <summary>A seed in [0, 2³¹), which every service accepts.</summary>
    public static long Seed(long runSeed, string sampleId, int repetition)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{runSeed}\n{repetition}\n{sampleId}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) >> 1;
    }
}
