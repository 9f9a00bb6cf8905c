using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Tests.Crashes;

/// <summary>A file in memory that remembers every write and which of them were flushed before the next.</summary>
internal sealed class RememberingFile(byte[] durable) : IAppendFile
{
    private readonly List<List<byte[]>> _flushes = [[]];

    public RememberingFile()
        : this([])
    {
    }

    /// <summary>What was on disk before.</summary>
    public byte[] Durable => durable;

    /// <summary>The writes, by the flush that made them durable; those after the last flush come last.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> Flushes => _flushes;

    public void Append(ReadOnlySpan<byte> bytes) => _flushes[^1].Add(bytes.ToArray());

    public void Flush() => _flushes.Add([]);

    public void CutBack() => _flushes[^1].Clear();

    public void Dispose()
    {
    }
}
