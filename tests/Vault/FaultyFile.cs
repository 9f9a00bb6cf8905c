using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Tests;

/// <summary>A file on a disk that runs full, or stalls.</summary>
internal sealed class FaultyFile(IAppendFile inner, long capacity) : IAppendFile
{
    private long _written;
    private long _flushed;

    /// <summary>How many bytes fit.</summary>
    public long Capacity { get; set; } = capacity;

    public ManualResetEventSlim Moves { get; init; } = new(initialState: true);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Moves.Wait();
        var room = (int)Math.Min(bytes.Length, Capacity - _written);
        inner.Append(bytes[..room]);
        _written += room;
        if (room < bytes.Length)
        {
            throw new IOException("No space left on device");
        }
    }

    public void Flush()
    {
        inner.Flush();
        _flushed = _written;
    }

    public void CutBack()
    {
        inner.CutBack();
        _written = _flushed;
    }

    public void Dispose() => inner.Dispose();
}
