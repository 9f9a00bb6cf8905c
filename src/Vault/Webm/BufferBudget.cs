namespace PsyCare.Vault.Webm;

/// <summary>How many bytes all recordings of a process may hold together while the store does not take them. Safe for many threads.</summary>
/// <param name="limit">Bytes.</param>
internal sealed class BufferBudget(long limit)
{
    private long _taken;

    /// <summary>Takes bytes from the budget; false where there are not so many left.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
