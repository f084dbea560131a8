using System.Buffers;
using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>The pieces of an answer that was asked for as a stream: its events, or one whole answer where the service does not stream.</summary>
internal static class AnswerPieces
{
    public static async IAsyncEnumerable<JsonDocument> ReadAsync(Stream body, CompletionReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        byte first = await FirstAsync(pipe, cancellationToken).ConfigureAwait(false);
        // Lines of events begin with data, event, id, retry or a colon.
        if (first is not (0 or (byte)'d' or (byte)'e' or (byte)'i' or (byte)'r' or (byte)':'))
        {
            reader.IsWhole = true;
            using MemoryStream whole = new();
            await pipe.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
            yield return LenientJson.Parse(whole.ToArray());
            yield break;
        }

        SseParser<byte[]> events = SseParser.Create(pipe.AsStream(), (_, data) => data.ToArray());
        await foreach (SseItem<byte[]> item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            ReadOnlyMemory<byte> data = item.Data.AsMemory().Trim(" \t\r\n"u8);
            if (data.IsEmpty) { continue; }
            if (data.Span.SequenceEqual("[DONE]"u8))
            {
                reader.IsDone = true;
                yield break;
            }

            yield return LenientJson.Parse(data);
        }
    }

    // The first byte that is no space, left where it is; 0 where there is none.
    private static async ValueTask<byte> FirstAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            byte first = First(read.Buffer);
            pipe.AdvanceTo(read.Buffer.Start, first == 0 ? read.Buffer.End : read.Buffer.Start);
            if (first != 0 || read.IsCompleted) { return first; }
        }
    }

    private static byte First(ReadOnlySequence<byte> buffer)
    {
        SequenceReader<byte> bytes = new(buffer);
        bytes.IsNext("\uFEFF"u8, advancePast: true);
        bytes.AdvancePastAny(" \t\r\n"u8);
        return bytes.TryPeek(out byte first) ? first : (byte)0;
    }
}
