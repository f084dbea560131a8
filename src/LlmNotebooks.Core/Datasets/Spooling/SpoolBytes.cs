using Microsoft.Win32.SafeHandles;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Bytes that are appended once and then read anywhere by any thread: in memory up to 1 MB, beyond that in a temporary file, which goes with this object or the process.</summary>
/// <param name="folder">Where the file would be; null for the system's folder of temporary files.</param>
internal sealed class SpoolBytes(string? folder = null) : IDisposable
{
    private const int Page = 1 << 16, PagesInMemory = 16;

    private readonly List<byte[]> _pages = [];
    private FileStream? _file;
    private long _full;
    private int _used;

    /// <summary>How many there are.</summary>
    public long Length => _full + _used;

    /// <summary>Whether they are in a file.</summary>
    public bool IsInFile => _file is not null;

    /// <exception cref="IOException">The temporary file cannot be written; the message names its folder.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_pages.Count == 0 || _used == Page) { NextPage(); }
            int taken = Math.Min(bytes.Length, Page - _used);
            bytes[..taken].CopyTo(_pages[^1].AsSpan(_used));
            _used += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Ends the writing.</summary>
    /// <exception cref="IOException">The temporary file cannot be written; the message names its folder.</exception>
    public void Complete()
    {
        if (_pages.Count == 0) { return; }
        if (_file is null) { _pages[^1] = _pages[^1][.._used]; }
        else
        {
            Write(_file, _pages[^1].AsSpan(0, _used), _full);
            _pages.Clear();
        }
    }

    /// <summary>Fills a buffer with the bytes from a place on.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        if (_file is { } file)
        {
            Read(file, offset, buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            ReadOnlySpan<byte> page = _pages[(int)(offset / Page)].AsSpan((int)(offset % Page));
            int taken = Math.Min(page.Length, buffer.Length);
            page[..taken].CopyTo(buffer);
            offset += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Gives the file up before the collector does.</summary>
    public void Dispose() => _file?.Dispose();

    private void NextPage()
    {
        if (_file is { } file) { Write(file, _pages[0], _full); }
        else if (_pages.Count < PagesInMemory) { _pages.Add(new byte[Page]); }
        else
        {
            _file = Open();
            for (int i = 0; i < _pages.Count; i++) { Write(_file, _pages[i], (long)i * Page); }
            _pages.RemoveRange(1, _pages.Count - 1);
        }

        (_full, _used) = (_full + _used, 0);
    }

    private FileStream Open()
    {
        string path = Path.Combine(Folder, "llmnb-samples-" + Path.GetRandomFileName());
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.RandomAccess };
        // What is asked may be nobody else's business.
        if (OperatingSystem.IsWindows()) { options.Options |= FileOptions.DeleteOnClose; }
        else { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        try
        {
            FileStream file = new(path, options);
            // An open file without a name lives as long as its handle, however the process ends.
            if (!OperatingSystem.IsWindows()) { File.Delete(path); }
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problem("made", e);
        }
    }

    private void Write(FileStream file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes, offset);
        }
        catch (IOException e)
        {
            throw Problem("written", e);
        }
    }

    private void Read(FileStream file, long offset, Span<byte> buffer)
    {
        SafeFileHandle handle = file.SafeFileHandle;
        try
        {
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(handle, buffer, offset);
                if (read == 0) { throw new EndOfStreamException("it ends too early."); }
                offset += read;
                buffer = buffer[read..];
            }
        }
        catch (IOException e)
        {
            throw Problem("read", e);
        }
    }

    private string Folder => folder ?? Path.GetTempPath();

    private IOException Problem(string what, Exception cause) =>
        new($"Samples beyond {Page * PagesInMemory >> 20} MB are kept in a temporary file in '{Folder}', and it cannot be {what}: {cause.Message} Make room there, or name another folder by the variable {(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR")}.", cause);
}
