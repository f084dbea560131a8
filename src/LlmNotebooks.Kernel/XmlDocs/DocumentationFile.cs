using System.Buffers;
using System.Text;

namespace LlmNotebooks.Kernel.XmlDocs;

/// <summary>Reads members out of the XML file that a compiler writes beside an assembly.</summary>
/// <remarks>
/// The file is searched each time and nothing of it is kept: .NET's own files have 30 MB together, and searching the largest
/// takes a few milliseconds.
/// </remarks>
internal static class DocumentationFile
{
    private const int BlockLength = 256 * 1024;

    private static readonly byte[] End = "</member>"u8.ToArray();

    /// <summary>The element of a member; null when the file has none or cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="id">The member's documentation id, such as <c>T:System.Math</c>.</param>
    /// <param name="cancellationToken">A request to stop.</param>
    public static string? Find(string path, string id, CancellationToken cancellationToken)
    {
        byte[] start = Encoding.UTF8.GetBytes($"<member name=\"{id}\"");
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Find(file, start, ref buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Documentation is a courtesy: without it there is still the signature.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? Find(FileStream file, byte[] start, ref byte[] buffer, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = file.Read(buffer.AsSpan(filled));
            if (read == 0) { return null; }
            filled += read;
            int found = buffer.AsSpan(0, filled).IndexOf(start);
            if (found < 0)
            {
                // The end of this block may hold the beginning of the member.
                int kept = Math.Min(start.Length - 1, filled);
                buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
                filled = kept;
                continue;
            }
            buffer.AsSpan(found, filled - found).CopyTo(buffer);
            return ReadMember(file, ref buffer, filled - found);
        }
    }

    /// <summary>Reads to the end of the member that the buffer starts with.</summary>
    private static string? ReadMember(FileStream file, ref byte[] buffer, int filled)
    {
        while (true)
        {
            int end = buffer.AsSpan(0, filled).IndexOf(End);
            if (end >= 0) { return Encoding.UTF8.GetString(buffer, 0, end + End.Length); }
            if (filled == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan().CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            int read = file.Read(buffer.AsSpan(filled));
            if (read == 0) { return null; }
            filled += read;
        }
    }
}
