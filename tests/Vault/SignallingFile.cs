using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Tests;

/// <summary>A file that tells when so many flushes have been done: the header's is the first, each chunk's another.</summary>
internal sealed class SignallingFile(IAppendFile inner, int flushes, TaskCompletionSource reached) : IAppendFile
{
    private int _flushes;

    public void Append(ReadOnlySpan<byte> bytes) => inner.Append(bytes);

    public void Flush()
    {
        inner.Flush();
        if (++_flushes == flushes)
        {
            reached.SetResult();
        }
    }

    public void CutBack() => inner.CutBack();

    public void Dispose() => inner.Dispose();
}
